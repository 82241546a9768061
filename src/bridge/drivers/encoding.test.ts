import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { EncodeResult } from './driver-host.ts';
import { createBuiltInDrivers } from './index.ts';

async function encode(driverId: string, data: Readonly<Record<string, unknown>>): Promise<EncodeResult> {
  const [result] = await createBuiltInDrivers().encode([{ driverId, data }]);
  assert.ok(result);
  return result;
}

const codeOf = (result: EncodeResult) => (result.ok ? 'ok' : result.code);

test('an Elsys sensor’s time base is encoded as its maker’s generator does it', async () => {
  const result = await encode('elsys:ers:1', { timeBase: 70 });
  assert.ok(result.ok);
  assert.equal(Buffer.from(result.bytes).toString('hex'), '3e051400000046');
  assert.equal(result.fPort, 6);
});

test('any time base can be read back, anything else is refused with a reason', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: -5, max: 0x1_0000_0005 }), async (timeBase) => {
      const result = await encode('elsys:ers:1', { timeBase });
      if (timeBase < 1 || timeBase > 0xffff_ffff) assert.equal(codeOf(result), 'bad-data');
      else if (result.ok) assert.equal(Buffer.from(result.bytes).readUInt32BE(3), timeBase);
      else assert.fail(result.message);
    }),
  ));

test('a driver never throws, whatever it is to encode', () =>
  fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.anything()), async (data) => {
      assert.ok(['ok', 'bad-data'].includes(codeOf(await encode('elsys:ers:1', data))));
    }),
  ));

test('a driver without an encoder says so, and so does a host without the driver', async () => {
  assert.equal(codeOf(await encode('actility:adeunis-field-test:1', { any: 1 })), 'no-encoder');
  assert.equal(codeOf(await encode('nobody:nothing:1', { any: 1 })), 'unknown-driver');
});
