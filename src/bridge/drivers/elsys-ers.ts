import { ByteReader } from './byte-reader.ts';
import { type BuiltInDriver, type CodecInput, type CodecOutput, PayloadError } from './driver.ts';
import type { Point } from './driver-host.ts';
import { encodeElsysSettings } from './elsys-settings.ts';

type Read = (reader: ByteReader) => Readonly<Record<string, unknown>>;

/** The values by their type byte (Elsys, LoRa payload format, sensor data types). */
const TYPES: Readonly<Record<number, Read>> = {
  1: (reader) => ({ temperature: reader.int16() / 10 }),
  2: (reader) => ({ humidity: reader.uint8() }),
  // 63 stands for 1 g.
  3: (reader) => ({ x: reader.int8(), y: reader.int8(), z: reader.int8() }),
  4: (reader) => ({ light: reader.uint16() }),
  5: (reader) => ({ motion: reader.uint8() }),
  6: (reader) => ({ co2: reader.uint16() }),
  7: (reader) => ({ vdd: reader.uint16() }),
  8: (reader) => ({ analog1: reader.uint16() }),
  9: (reader) => ({ lat: reader.int24LittleEndian() / 10_000, long: reader.int24LittleEndian() / 10_000 }),
  10: (reader) => ({ pulse1: reader.uint16() }),
  11: (reader) => ({ pulseAbs: reader.uint32() }),
  12: (reader) => ({ externalTemperature: reader.int16() / 10 }),
  13: (reader) => ({ digital: reader.uint8() }),
  14: (reader) => ({ distance: reader.uint16() }),
  15: (reader) => ({ accMotion: reader.uint8() }),
  16: (reader) => ({
    irInternalTemperature: reader.int16() / 10,
    irExternalTemperature: reader.int16() / 10,
  }),
  17: (reader) => ({ occupancy: reader.uint8() }),
  18: (reader) => ({ waterleak: reader.uint8() }),
  19: (reader) => ({
    grideyeReference: reader.uint8(),
    grideye: Array.from({ length: 64 }, () => reader.uint8()),
  }),
  20: (reader) => ({ pressure: reader.int32() / 1000 }),
  21: (reader) => ({ soundPeak: reader.uint8(), soundAvg: reader.uint8() }),
  22: (reader) => ({ pulse2: reader.uint16() }),
  23: (reader) => ({ pulseAbs2: reader.uint32() }),
  24: (reader) => ({ analog2: reader.uint16() }),
  25: (reader) => ({ externalTemperature2: reader.int16() / 10 }),
  26: (reader) => ({ digital2: reader.uint8() }),
  27: (reader) => ({ analogUv: reader.int32() }),
  28: (reader) => ({ tvoc: reader.uint16() }),
};

/** Decoder of Elsys' room sensors (ERS and its kin): a type byte and its value, one after the other. */
export const elsysErs: BuiltInDriver = {
  description: {
    id: 'elsys:ers:1',
    producerId: 'elsys',
    moduleId: 'ers',
    version: '1',
    application: { producerId: 'elsys', moduleId: 'generic', version: '1' },
    models: [
      { producerId: 'elsys', moduleId: 'ers', version: '1' },
      { producerId: 'elsys', moduleId: 'ers-co2', version: '1' },
    ],
  },
  decodeUplink,
  extractPoints,
  encodeDownlink: encodeElsysSettings,
};

function decodeUplink({ bytes }: CodecInput): CodecOutput {
  const reader = new ByteReader(bytes);
  if (reader.left === 0) throw new PayloadError('the payload is empty');
  const data: Record<string, unknown> = {};
  while (reader.left > 0) {
    const type = reader.uint8();
    const read = TYPES[type];
    // How long an unknown value is can't be known: nothing behind it can be trusted.
    if (read === undefined) throw new PayloadError(`there is no value of type ${type}`);
    Object.assign(data, read(reader));
  }
  return { data, warnings: [] };
}

const ONE_G = 63;

function extractPoints(data: CodecOutput['data']): Readonly<Record<string, Point>> {
  const points: Record<string, Point> = {};
  const add = (name: string, unitId: string | undefined, record: unknown) => {
    if (record !== undefined) points[name] = unitId === undefined ? { record } : { unitId, record };
  };
  add('temperature', 'Cel', data.temperature);
  add('temperature:1', 'Cel', data.externalTemperature);
  add('temperature:2', 'Cel', data.externalTemperature2);
  add('humidity', '%RH', data.humidity);
  add('light', 'lx', data.light);
  add('motion', undefined, data.motion);
  add('co2Level', 'ppm', data.co2);
  add('batteryVoltage', 'mV', data.vdd);
  add('distance', 'mm', data.distance);
  add('pressure', 'hPa', data.pressure);
  for (const [index, axis] of [data.x, data.y, data.z].entries()) {
    if (typeof axis === 'number') add(`acceleration:${index + 1}`, 'gravity', axis / ONE_G);
  }
  if (data.lat !== undefined) add('location', 'GPS', [data.long, data.lat]);
  return points;
}
