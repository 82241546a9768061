import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DriverHost, EncodeResult } from '../drivers/driver-host.ts';
import { encodeCommand } from './encode-command.ts';

const DRIVER = 'elsys:ers:1';

/** A host with one driver that answers this, and what it was asked. */
function hostThat(answers: readonly EncodeResult[] | Error) {
  const asked: unknown[] = [];
  const host: DriverHost = {
    list: async () => [],
    decode: async () => [],
    encode: async (inputs) => {
      asked.push(...inputs);
      if (answers instanceof Error) throw answers;
      return answers;
    },
  };
  return { host, asked };
}

const good = (count: number, fPort?: number): EncodeResult => ({
  ok: true,
  bytes: new Uint8Array(count).fill(0xa5),
  warnings: [],
  ...(fPort === undefined ? {} : { fPort }),
});

async function encode(answers: readonly EncodeResult[] | Error, driverId: string | undefined = DRIVER) {
  const { host, asked } = hostThat(answers);
  const encoded = await encodeCommand(host, { driverId, driverCfg: undefined }, { interval: 60 });
  return { asked, encoded, failure: encoded.ok ? undefined : encoded.failure };
}

test('the driver is given what is wanted, and its bytes come out in hexadecimal digits', async () => {
  const { asked, encoded } = await encode([good(2)]);
  assert.deepEqual(asked, [{ driverId: DRIVER, data: { interval: 60 } }]);
  assert.deepEqual(encoded, { ok: true, hex: 'a5a5' });
});

test('a port that the driver wants is passed on, from 1 to 224', async () => {
  for (const fPort of [1, 224]) {
    assert.deepEqual((await encode([good(1, fPort)])).encoded, { ok: true, hex: 'a5', fPort });
  }
  for (const fPort of [0, 225, 1.5]) {
    const { failure } = await encode([good(1, fPort)]);
    assert.equal(failure?.code, 'encoder-failed');
    assert.match(failure?.message ?? '', /^The driver elsys:ers:1 made no good downlink: The port /);
  }
});

test('no bytes, and more than any data rate carries, are no downlink', async () => {
  assert.equal((await encode([good(242)])).encoded.ok, true);
  for (const count of [0, 243]) {
    const { failure } = await encode([good(count)]);
    assert.equal(failure?.code, 'encoder-failed');
    assert.match(failure?.message ?? '', /made no good downlink: The(re are no bytes| payload of 243)/);
  }
});

test('a device without a driver is told of', async () => {
  const { host } = hostThat([]);
  const encoded = await encodeCommand(host, { driverId: undefined, driverCfg: undefined }, {});
  assert.deepEqual(encoded, {
    ok: false,
    failure: {
      code: 'no-driver',
      message:
        'No driver is known for this device; send the bytes with c8y_Command, or give the device a driver',
    },
  });
});

for (const [code, expected] of [
  ['unknown-driver', 'no-driver'],
  ['no-encoder', 'no-encoder'],
  ['bad-data', 'encoder-failed'],
  ['driver-failure', 'encoder-failed'],
] as const) {
  test(`a driver that says ${code} makes the command fail with ${expected}`, async () => {
    const { failure } = await encode([{ ok: false, code, message: 'so it is' }]);
    assert.equal(failure?.code, expected);
    assert.match(failure?.message ?? '', /^The data can't be encoded: so it is; /);
  });
}

test('a driver that answers nothing, or fails, makes the command fail', async () => {
  const nothing = await encode([]);
  assert.equal(nothing.failure?.code, 'encoder-failed');
  assert.match(nothing.failure?.message ?? '', /^The driver elsys:ers:1 gave no answer; /);
  const failed = await encode(new Error('out of memory'));
  assert.equal(failed.failure?.code, 'encoder-failed');
  assert.match(failed.failure?.message ?? '', /^The driver failed: out of memory; /);
});

test('what a driver says at length is cut', async () => {
  const message = 'x'.repeat(1000);
  const refused = await encode([{ ok: false, code: 'bad-data', message }]);
  assert.match(refused.failure?.message ?? '', /: x{300}; /);
  assert.match((await encode(new Error(message))).failure?.message ?? '', /: x{300}; /);
});
