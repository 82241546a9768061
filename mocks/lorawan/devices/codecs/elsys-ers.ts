import { NetworkError } from '../../errors.ts';
import { toHex } from '../../hex.ts';
import { type Codec, type Measured, quantised } from './codec.ts';

/** How one reading stands in the frame: a type byte, then so many bytes, the most significant first. */
interface Reading {
  readonly type: number;
  readonly length: number;
  /** The bytes of this reading, if there is one among the values. */
  readonly write: (values: Measured) => Buffer | undefined;
  readonly read: (bytes: Buffer) => Measured;
}

// Elsys, "Elsys payload", the table of sensor types: acceleration counts 63 to one g, positions 10000 to one degree,
// pressures 1000 to one hPa.
const G = 63;
const DEGREE = 10_000;

const READINGS: readonly Reading[] = [
  {
    type: 0x01,
    length: 2,
    write: ({ temperature: t }) =>
      whole(t, (value) => int16(quantised('temperature', value, 10, -32768, 32767))),
    read: (bytes) => ({ temperature: bytes.readInt16BE() / 10 }),
  },
  {
    type: 0x02,
    length: 1,
    write: ({ humidity }) => whole(humidity, (value) => Buffer.of(quantised('humidity', value, 1, 0, 100))),
    read: (bytes) => ({ humidity: bytes.readUInt8() }),
  },
  {
    type: 0x03,
    length: 3,
    write: ({ acceleration }) =>
      acceleration &&
      Buffer.from(
        Int8Array.from([acceleration.x, acceleration.y, acceleration.z], (value) =>
          quantised('acceleration', value, G, -128, 127),
        ).buffer,
      ),
    read: (bytes) => ({
      acceleration: { x: bytes.readInt8(0) / G, y: bytes.readInt8(1) / G, z: bytes.readInt8(2) / G },
    }),
  },
  {
    type: 0x04,
    length: 2,
    write: ({ light }) => whole(light, (value) => uint(quantised('light', value, 1, 0, 65535), 2)),
    read: (bytes) => ({ light: bytes.readUInt16BE() }),
  },
  {
    type: 0x05,
    length: 1,
    write: ({ motion }) => whole(motion, (value) => Buffer.of(quantised('motion', value, 1, 0, 255))),
    read: (bytes) => ({ motion: bytes.readUInt8() }),
  },
  {
    type: 0x06,
    length: 2,
    write: ({ co2Level }) => whole(co2Level, (value) => uint(quantised('co2Level', value, 1, 0, 65535), 2)),
    read: (bytes) => ({ co2Level: bytes.readUInt16BE() }),
  },
  {
    type: 0x07,
    length: 2,
    write: ({ batteryVoltage }) =>
      whole(batteryVoltage, (value) => uint(quantised('batteryVoltage', value, 1, 0, 65535), 2)),
    read: (bytes) => ({ batteryVoltage: bytes.readUInt16BE() }),
  },
  {
    type: 0x09,
    length: 6,
    write: ({ location }) => {
      if (location === undefined) return undefined;
      const bytes = Buffer.alloc(6);
      bytes.writeIntBE(quantised('latitude', location.latitude, DEGREE, -90 * DEGREE, 90 * DEGREE), 0, 3);
      bytes.writeIntBE(quantised('longitude', location.longitude, DEGREE, -180 * DEGREE, 180 * DEGREE), 3, 3);
      return bytes;
    },
    read: (bytes) => ({
      location: { latitude: bytes.readIntBE(0, 3) / DEGREE, longitude: bytes.readIntBE(3, 3) / DEGREE },
    }),
  },
  {
    type: 0x14,
    length: 4,
    write: ({ pressure }) =>
      whole(pressure, (value) => uint(quantised('pressure', value, 1000, 0, 0xffffffff), 4)),
    read: (bytes) => ({ pressure: bytes.readUInt32BE() / 1000 }),
  },
];

const BY_TYPE = new Map(READINGS.map((reading) => [reading.type, reading]));

/** Elsys ERS family: a list of readings, each a type byte and its value (Elsys, "Elsys payload"). */
export const elsysErs: Codec = {
  driver: {
    model: { pId: 'elsys', mId: 'ers', ver: '1' },
    application: { pId: 'elsys', mId: 'ers', ver: '1' },
    id: 'elsys:ers:1',
  },
  profile: { pro: 'ELSY/ERS', ver: '1' },
  encode(values) {
    const parts = READINGS.flatMap((reading) => {
      const bytes = reading.write(values);
      return bytes === undefined ? [] : [Buffer.of(reading.type), bytes];
    });
    const bytes = Uint8Array.from(Buffer.concat(parts));
    return { fPort: 5, bytes, values: this.decode(bytes) };
  },
  decode(payload) {
    const bytes = Buffer.from(payload);
    let values: Measured = {};
    for (let at = 0; at < bytes.length; ) {
      const reading = BY_TYPE.get(bytes.readUInt8(at));
      const end = at + 1 + (reading?.length ?? 0);
      if (reading === undefined || end > bytes.length) {
        throw new NetworkError('bad-payload', `Elsys ${toHex(payload)}, byte ${at}`);
      }
      values = { ...values, ...reading.read(bytes.subarray(at + 1, end)) };
      at = end;
    }
    return values;
  },
};

function whole(value: number | undefined, bytesOf: (value: number) => Buffer): Buffer | undefined {
  return value === undefined ? undefined : bytesOf(value);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function uint(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}
