import { adeunisFieldTest } from './adeunis-field-test.ts';
import { type BuiltInDriver, PayloadError } from './driver.ts';
import type { DecodeInput, DecodeResult, DriverHost, EncodeInput, EncodeResult } from './driver-host.ts';
import { elsysErs } from './elsys-ers.ts';

/** The host of the drivers that come with the bridge. */
export function createBuiltInDrivers(): DriverHost {
  const drivers = new Map([adeunisFieldTest, elsysErs].map((driver) => [driver.description.id, driver]));
  return {
    list: async () => [...drivers.values()].map(({ description }) => description),
    decode: async (batch) => batch.map((input) => decode(drivers.get(input.driverId), input)),
    encode: async (batch) => batch.map((input) => encode(drivers.get(input.driverId), input)),
  };
}

function decode(driver: BuiltInDriver | undefined, input: DecodeInput): DecodeResult {
  if (driver === undefined) {
    return { ok: false, code: 'unknown-driver', message: `there is no driver ${input.driverId}` };
  }
  try {
    const { data, warnings } = driver.decodeUplink(input);
    return { ok: true, data, warnings, points: driver.extractPoints(data) };
  } catch (error) {
    if (error instanceof PayloadError) return { ok: false, code: 'bad-payload', message: error.message };
    return {
      ok: false,
      code: 'driver-failure',
      message: error instanceof Error ? error.message : String(error),
    };
  }
}

function encode(driver: BuiltInDriver | undefined, { driverId, data }: EncodeInput): EncodeResult {
  if (driver === undefined) {
    return { ok: false, code: 'unknown-driver', message: `there is no driver ${driverId}` };
  }
  if (driver.encodeDownlink === undefined) {
    return { ok: false, code: 'no-encoder', message: `the driver ${driverId} has no encoder` };
  }
  try {
    return { ok: true, ...driver.encodeDownlink(data) };
  } catch (error) {
    if (error instanceof PayloadError) return { ok: false, code: 'bad-data', message: error.message };
    return {
      ok: false,
      code: 'driver-failure',
      message: error instanceof Error ? error.message : String(error),
    };
  }
}
