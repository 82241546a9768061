import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseDevEui } from '../devices/index.ts';
import { openDataFrame } from '../frames/index.ts';
import { toHex } from '../hex.ts';
import { Session } from './session.ts';

const KEYS = { nwkSKey: new Uint8Array(16).fill(1), appSKey: new Uint8Array(16).fill(2) };
const registration = {
  devEui: parseDevEui('0102030405060708'),
  appKey: new Uint8Array(16),
  name: 'device',
  tags: [],
  profile: { pro: 'X', ver: '1' },
  modelCfg: '0',
  administrativeLocation: null,
  deviceClass: 'A',
  battery: undefined,
  firstFCntUp: 0,
} as const;

describe('session', () => {
  it('leaves alone what the application server encrypted: the device reads it in clear', () => {
    const payloads = fc.uint8Array({ maxLength: 51 });
    const counters = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(payloads, counters, fc.boolean(), (payload, fCnt, confirmed) => {
        const session = new Session(registration, Uint8Array.of(4, 1, 2, 3), KEYS);
        const content = { confirmed, ack: false, fCnt, fPort: 2, payload };
        const byUs = session.seal({ ...content, encrypted: false });
        const cipher = byUs.subarray(9, byUs.length - 4);
        const byThem = session.seal({ ...content, payload: cipher, encrypted: true });
        assert.equal(toHex(byThem), toHex(byUs));
        assert.deepEqual(openDataFrame(byThem, fCnt, KEYS, 'down').payload, payload);
      }),
    );
  });
});
