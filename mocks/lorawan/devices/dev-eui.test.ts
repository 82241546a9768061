import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { devEuiFromBytes, devEuiToBytes, parseDevEui } from './dev-eui.ts';

describe('DevEUI', () => {
  const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 });

  it('reads every usual spelling as the same device', () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom('', '-', ':', ' '), fc.boolean(), (eui, separator, upper) => {
        const text = [...eui].map((byte) => byte.toString(16).padStart(2, '0')).join(separator);
        const parsed = parseDevEui(upper ? text.toUpperCase() : text);
        assert.equal(parsed, devEuiFromBytes(eui));
        assert.match(parsed, /^[0-9A-F]{16}$/);
        assert.deepEqual(devEuiToBytes(parsed), eui);
      }),
    );
  });

  for (const text of ['', '0102', '01020304050607080', '010203040506070G', 'DevEUI']) {
    it(`refuses "${text}"`, () => assert.throws(() => parseDevEui(text), { code: 'bad-dev-eui' }));
  }
});
