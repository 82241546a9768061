import { NetworkError } from '../../errors.ts';
import { toHex } from '../../hex.ts';
import { type Codec, type Measured, type Position, quantised } from './codec.ts';

// Adeunis, "Field Test Device LoRaWAN, user guide", the chapter on the frame that the device sends: a status byte says
// which fields follow, in this order.
const HAS = {
  temperature: 0x80,
  position: 0x10,
  uplinkCounter: 0x08,
  downlinkCounter: 0x04,
  battery: 0x02,
  link: 0x01,
} as const;

// Reception scale and number of satellites: "good" of good, average, poor, and a usual count.
const GOOD_FIX = 0x18;

/** Adeunis Field Test (ARF8123AA and its kin). */
export const adeunisFieldTest: Codec = {
  driver: {
    model: { pId: 'adeunis', mId: 'field-test', ver: '1' },
    application: { pId: 'adeunis', mId: 'field-test', ver: '1' },
    id: 'actility:adeunis-field-test:1',
  },
  profile: { pro: 'ADRF/ARF8123AA', ver: '1' },
  encode(values, link) {
    let status = HAS.uplinkCounter | HAS.downlinkCounter;
    const parts: Buffer[] = [];
    if (values.temperature !== undefined) {
      status |= HAS.temperature;
      parts.push(
        Buffer.from(Int8Array.of(quantised('temperature', values.temperature, 1, -128, 127)).buffer),
      );
    }
    if (values.location !== undefined) {
      status |= HAS.position;
      parts.push(writePosition(values.location), Buffer.of(GOOD_FIX));
    }
    parts.push(Buffer.of(link.fCntUp % 256, link.fCntDn % 256));
    if (values.batteryVoltage !== undefined) {
      status |= HAS.battery;
      const bytes = Buffer.alloc(2);
      bytes.writeUInt16BE(quantised('batteryVoltage', values.batteryVoltage, 1, 0, 65535));
      parts.push(bytes);
    }
    if (link.downlinkRssi !== undefined && link.downlinkSnr !== undefined) {
      status |= HAS.link;
      const rssi = quantised('downlink RSSI', -link.downlinkRssi, 1, 0, 255);
      parts.push(Buffer.of(rssi, quantised('downlink SNR', link.downlinkSnr, 1, -128, 127) & 0xff));
    }
    const bytes = Uint8Array.from(Buffer.concat([Buffer.of(status), ...parts]));
    return { fPort: 1, bytes, values: this.decode(bytes) };
  },
  decode(payload) {
    const bytes = Buffer.from(payload);
    const status = bytes[0] ?? 0;
    let at = 1;
    const take = (bit: number, length: number): Buffer | undefined => {
      if ((status & bit) === 0) return undefined;
      at += length;
      if (at > bytes.length)
        throw new NetworkError('bad-payload', `Adeunis ${toHex(payload)} ends too early`);
      return bytes.subarray(at - length, at);
    };
    const temperature = take(HAS.temperature, 1)?.readInt8();
    const position = take(HAS.position, 9);
    take(HAS.uplinkCounter, 1);
    take(HAS.downlinkCounter, 1);
    const batteryVoltage = take(HAS.battery, 2)?.readUInt16BE();
    take(HAS.link, 2);
    return {
      ...(temperature !== undefined && { temperature }),
      ...(batteryVoltage !== undefined && { batteryVoltage }),
      ...(position !== undefined && { location: readPosition(position) }),
    } satisfies Measured;
  },
};

/**
 * Degrees and decimal minutes as decimal digits, a nibble each, the hemisphere in the last one: `DD MM mmm H` to the
 * north and `DDD MM mm H` to the east.
 */
function writePosition({ latitude, longitude }: Position): Buffer {
  const north = quantised('latitude', latitude, 60_000, -90 * 60_000, 90 * 60_000);
  const east = quantised('longitude', longitude, 6_000, -180 * 6_000, 180 * 6_000);
  const digits = (steps: number, perDegree: number, width: number) => {
    const degrees = Math.floor(Math.abs(steps) / perDegree);
    const minutes = Math.abs(steps) % perDegree;
    const minuteWidth = 7 - width;
    return `${String(degrees).padStart(width, '0')}${String(minutes).padStart(minuteWidth, '0')}${steps < 0 ? 1 : 0}`;
  };
  return Buffer.from(digits(north, 60_000, 2) + digits(east, 6_000, 3), 'hex');
}

function readPosition(bytes: Buffer): Position {
  const read = (hex: string, degreeWidth: number, perDegree: number) => {
    if (!/^\d{7}/.test(hex)) throw new NetworkError('bad-payload', `Adeunis position ${hex}`);
    const degrees = Number(hex.slice(0, degreeWidth));
    const minutes = Number(hex.slice(degreeWidth, 7));
    const south = (Number.parseInt(hex.slice(7), 16) & 1) === 1;
    const size = (degrees * perDegree + minutes) / perDegree;
    return south && size !== 0 ? -size : size;
  };
  const hex = bytes.toString('hex');
  return { latitude: read(hex.slice(0, 8), 2, 60_000), longitude: read(hex.slice(8, 16), 3, 6_000) };
}
