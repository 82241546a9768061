import { type EncodedDownlink, PayloadError } from './driver.ts';

/** Settings come on the port above that of the values (Elsys, downlink payload generator). */
const PORT = 6;
const HEADER = 0x3e;
/** How many seconds lie between two measurements, as 32 bits, high byte first. */
const TIME_BASE = 0x14;
const LONGEST = 0xffff_ffff;

/**
 * The command of Elsys' room sensors that their public downlink generator shows: `{"timeBase": 70}` becomes
 * `3e051400000046`, a header, the length of what follows, and a setting with its value.
 *
 * @throws {PayloadError} for anything else
 */
export function encodeElsysSettings(data: Readonly<Record<string, unknown>>): EncodedDownlink {
  const unknown = Object.keys(data).filter((name) => name !== 'timeBase');
  if (unknown.length > 0) {
    throw new PayloadError(`there is no setting ${unknown.join(', ')}; timeBase is what can be set`);
  }
  const { timeBase } = data;
  if (typeof timeBase !== 'number' || !Number.isInteger(timeBase) || timeBase < 1 || timeBase > LONGEST) {
    throw new PayloadError(`timeBase must be a whole number of seconds from 1 to ${LONGEST}`);
  }
  const setting = Buffer.alloc(5);
  setting.writeUInt8(TIME_BASE, 0);
  setting.writeUInt32BE(timeBase, 1);
  return { bytes: Buffer.from([HEADER, setting.length, ...setting]), fPort: PORT, warnings: [] };
}
