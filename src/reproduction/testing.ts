import type { Device } from '../../mocks/lorawan/index.ts';
import { type Capture, captureHeader } from '../recording/index.ts';
import { createConnection, createWorld, type World, type WorldOptions } from '../simulation/index.ts';

/** A world with an open connection and one device that has it. */
export interface Prepared {
  readonly world: World;
  readonly device: Device;
}

/** Lets something happen in a world of virtual time and gives back what was recorded of it. */
export async function captureOf(
  happen: (prepared: Prepared) => Promise<void>,
  options: Partial<WorldOptions> = {},
): Promise<Capture> {
  const world = await createWorld({ seed: 'capture', run: 'capture', ...options });
  try {
    const connection = await createConnection(world, 'Field');
    await connection.opened();
    const device = world.network.addDevice({ codec: 'elsys-ers' });
    await connection.assign(device.devEui);
    await happen({ world, device });
    const header = captureHeader({
      tool: '0.0.0',
      created: '2026-01-12T12:00:00.000Z',
      source: 'world',
      pseudonymised: false,
    });
    return { header, envelopes: world.journal.all(), notes: [] };
  } finally {
    await world.stop();
  }
}
