import type { DeviceOptions } from '../../mocks/lorawan/index.ts';
import { expectAccepted } from './management-api.ts';
import type { ScenarioWorld } from './world.ts';

export interface NewDevice
  extends Partial<
    Pick<DeviceOptions, 'codec' | 'devEui' | 'tags' | 'driver' | 'located' | 'deviceClass' | 'flavour'>
  > {
  readonly name?: string;
  /** Names of the scenario's connections that the device is given. */
  readonly connections?: readonly string[];
}

/** Payload formats for which the bridge brings a driver of its own. */
export const BUILT_IN_FORMATS = ['elsys-ers', 'adeunis-field-test'] as const;

/** Puts a device into the field and gives it its connections; from now on it is "the device". */
export async function addDevice(
  world: ScenarioWorld,
  { name, connections = [], ...options }: NewDevice = {},
): Promise<void> {
  const { network } = await world.simulation();
  const known = name ?? `device ${world.devices.all().length + 1}`;
  const device = network.addDevice({ codec: 'elsys-ers', ...options, name: known });
  world.devices.add(known, device);
  for (const connection of connections) {
    await assign(world, device.devEui, world.connections.id(connection));
    expectAccepted(world.answer);
  }
}

/** Adds a connection to a device, as the document's *Add a connection* does. */
export async function assign(world: ScenarioWorld, devEui: string, connectionId: string): Promise<void> {
  await world.call({ method: 'POST', path: `/devices/${devEui}/connections`, body: { connectionId } });
}
