import type { DriverHost } from '../drivers/driver-host.ts';
import { resolveDriver } from '../drivers/resolve-driver.ts';
import type { DriverCfg } from '../uplinks/uplink.ts';
import { type Failure, type FailureCode, failure } from './failures.ts';
import { lengthProblem, portProblem } from './read-operation.ts';

/** The device's driver, as its uplinks are decoded. */
export interface EncoderChoice {
  /** `actility:auto:1`, a driver's id, or absent: the route decodes nothing. */
  readonly driverId: string | undefined;
  readonly driverCfg: DriverCfg | undefined;
}

export type Encoded =
  | { readonly ok: true; readonly hex: string; readonly fPort?: number }
  | { readonly ok: false; readonly failure: Failure };

/** Makes bytes of a structured command by the device's driver; whatever the driver does, it never throws. */
export type EncodeCommand = (
  drivers: DriverHost,
  choice: EncoderChoice,
  data: Readonly<Record<string, unknown>>,
) => Promise<Encoded>;

const CODES: Readonly<Record<string, FailureCode>> = {
  'unknown-driver': 'no-driver',
  'no-encoder': 'no-encoder',
};

export const encodeCommand: EncodeCommand = async (drivers, { driverId, driverCfg }, data) => {
  try {
    const id = resolveDriver(driverId, driverCfg, await drivers.list());
    if (id === undefined) return refused('no-driver', 'No driver is known for this device');
    const [result] = await drivers.encode([{ driverId: id, data }]);
    if (result === undefined) return refused('encoder-failed', `The driver ${id} gave no answer`);
    if (!result.ok) {
      return refused(
        CODES[result.code] ?? 'encoder-failed',
        `The data can't be encoded: ${result.message.slice(0, 300)}`,
      );
    }
    const { bytes, fPort } = result;
    const wrong = lengthProblem(bytes.length) ?? (fPort === undefined ? undefined : portProblem(fPort));
    if (wrong !== undefined)
      return refused('encoder-failed', `The driver ${id} made no good downlink: ${wrong}`);
    return { ok: true, hex: Buffer.from(bytes).toString('hex'), ...(fPort === undefined ? {} : { fPort }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refused('encoder-failed', `The driver failed: ${why.slice(0, 300)}`);
  }
};

function refused(code: FailureCode, what: string): Encoded {
  return { ok: false, failure: failure(code, what) };
}
