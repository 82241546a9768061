import { ByteReader } from './byte-reader.ts';
import { type BuiltInDriver, type CodecInput, type CodecOutput, PayloadError } from './driver.ts';
import type { Point } from './driver-host.ts';

/** The first byte says what follows (Adeunis, Field Test Device LoRaWAN, user guide, Frame description). */
const HAS = {
  temperature: 0x80,
  accelerometer: 0x40,
  button: 0x20,
  gps: 0x10,
  uplinks: 0x08,
  downlinks: 0x04,
  battery: 0x02,
  downlinkQuality: 0x01,
} as const;

const RECEPTION = ['unknown', 'GOOD', 'AVERAGE', 'POOR'] as const;

/** Decoder of the Adeunis Field Test Device: a walker's view of coverage, with position, counters and link quality. */
export const adeunisFieldTest: BuiltInDriver = {
  description: {
    id: 'actility:adeunis-field-test:1',
    producerId: 'actility',
    moduleId: 'adeunis-field-test',
    version: '1',
    application: { producerId: 'adeunis', moduleId: 'field-test', version: '1' },
    models: [
      { producerId: 'adeunis', moduleId: 'field-test', version: '1' },
      { producerId: 'adeunis', moduleId: 'ftd', version: '2' },
    ],
  },
  decodeUplink,
  extractPoints,
};

function decodeUplink({ bytes }: CodecInput): CodecOutput {
  const reader = new ByteReader(bytes);
  const status = reader.uint8();
  const has = (bit: number) => (status & bit) !== 0;
  const data: Record<string, unknown> = {};
  const warnings: string[] = [];
  if (has(HAS.accelerometer)) data.trigger = 'ACCELEROMETER';
  if (has(HAS.button)) data.trigger = 'PUSHBUTTON';
  if (has(HAS.temperature)) data.temperature = reader.int8();
  if (has(HAS.gps)) Object.assign(data, readGps(reader));
  if (has(HAS.uplinks)) data.uplink = reader.uint8();
  if (has(HAS.downlinks)) data.downlink = reader.uint8();
  if (has(HAS.battery)) data.batteryVoltage = reader.uint16() / 1000;
  if (has(HAS.downlinkQuality)) {
    data.rssi = -reader.uint8();
    data.snr = reader.int8();
  }
  if (reader.left > 0) warnings.push(`${reader.left} bytes are left over`);
  return { data, warnings };
}

/** Degrees, minutes and their decimals, a digit in each half byte; the last half byte's lowest bit is the hemisphere. */
function readGps(reader: ByteReader): Readonly<Record<string, unknown>> {
  const latitude = readAngle(reader.uint32(), 2);
  const longitude = readAngle(reader.uint32(), 3);
  const quality = reader.uint8();
  return {
    latitude,
    longitude,
    reception: RECEPTION[quality >> 4] ?? 'unknown',
    sats: quality & 0x0f,
  };
}

function readAngle(packed: number, degreeDigits: 2 | 3): number {
  const digits = packed.toString(16).padStart(8, '0').slice(0, 7);
  if (!/^\d+$/.test(digits)) throw new PayloadError('the position holds something else than digits');
  const degrees = Number(digits.slice(0, degreeDigits));
  const minutes = Number(`${digits.slice(degreeDigits, degreeDigits + 2)}.${digits.slice(degreeDigits + 2)}`);
  const angle = degrees + minutes / 60;
  return Number(((packed & 1) === 1 ? -angle : angle).toFixed(6));
}

function extractPoints(data: CodecOutput['data']): Readonly<Record<string, Point>> {
  const { temperature, batteryVoltage, latitude, longitude } = data;
  return {
    ...(temperature === undefined ? {} : { temperature: { unitId: 'Cel', record: temperature } }),
    ...(batteryVoltage === undefined ? {} : { batteryVoltage: { unitId: 'V', record: batteryVoltage } }),
    ...(latitude === undefined ? {} : { location: { unitId: 'GPS', record: [longitude, latitude] } }),
  };
}
