import type { Network } from '../../mocks/lorawan/index.ts';
import { BridgeError } from '../bridge/index.ts';

/** Any: what is tested is the way. */
const CELSIUS = 21;

/** Lets a simulated device send at once, for the console's "Send a test uplink". */
export function createTestUplink(network: Network): (devEui: string) => Promise<void> {
  return async (devEui) => {
    const device = network.devices().find((one) => one.devEui === devEui);
    if (device === undefined) {
      throw new BridgeError(
        'conflict',
        `Device ${devEui} is none of the simulation's and sends when it likes.`,
      );
    }
    await device.send({ temperature: CELSIUS });
  };
}
