import type { DecodeInput, DecodeResult, DriverHost } from '../../drivers/driver-host.ts';
import { resolveDriver } from '../../drivers/resolve-driver.ts';
import type { Route } from '../../flows/route.ts';
import type { Uplink } from '../uplink.ts';

/** An uplink on its way to one connection. */
interface Routed {
  readonly uplink: Uplink;
  readonly route: Pick<Route, 'driverId'>;
}

/** Results by uplink; one that asks for no decoding has none. */
export async function decodeAll<T extends Routed>(
  drivers: DriverHost,
  routed: readonly T[],
): Promise<ReadonlyMap<T, DecodeResult>> {
  const descriptions = await drivers.list();
  const wanted = routed.flatMap((one) => {
    const driverId = resolveDriver(one.route.driverId, one.uplink.driverCfg, descriptions);
    // What the network has decoded already is used as it is, unless a flow forces a driver.
    const isDecoded = one.uplink.points !== undefined && driverId !== one.route.driverId;
    return driverId === undefined || isDecoded ? [] : [{ one, input: inputOf(one, driverId) }];
  });
  if (wanted.length === 0) return new Map();
  const results = await decodeBatch(
    drivers,
    wanted.map(({ input }) => input),
  );
  return new Map(
    wanted.map(({ one }, index) => [
      one,
      results[index] ?? { ok: false, code: 'driver-failure', message: 'the driver gave no result' },
    ]),
  );
}

/** A driver host that fails as a whole must not hold up what it was to decode. */
async function decodeBatch(
  drivers: DriverHost,
  batch: readonly DecodeInput[],
): Promise<readonly DecodeResult[]> {
  try {
    return await drivers.decode(batch);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return batch.map(() => ({ ok: false, code: 'driver-failure', message }));
  }
}

function inputOf({ uplink }: Routed, driverId: string): DecodeInput {
  return {
    driverId,
    bytes: Buffer.from(uplink.payloadHex, 'hex'),
    fPort: uplink.fPort,
    recvTime: uplink.time,
  };
}
