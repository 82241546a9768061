import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDevEui, type SentUplink } from '../../mocks/lorawan/index.ts';
import { DeliveryLedger, judgeFrame } from './delivery-ledger.ts';
import type { ReadMeasurement } from './platform-reader.ts';

const AT = Date.parse('2026-01-12T12:00:00.000Z');

function frame(fCntUp: number, temperature: number): SentUplink {
  return {
    devEui: parseDevEui('0200000000000001'),
    devAddr: '01020304',
    fCntUp,
    at: AT + fCntUp * 1000,
    fPort: 5,
    payloadHex: '00',
    mic: '00000000',
    values: { temperature },
    document: {},
  };
}

function stored({ at }: SentUplink, temperature: number): ReadMeasurement {
  return {
    id: '1',
    // Another way to write the same moment.
    time: new Date(at).toISOString().replace('Z', '+00:00'),
    type: 'x',
    source: { id: '7' },
    c8y_TemperatureMeasurement: { T: { value: temperature, unit: 'C' } },
  };
}

test('a frame with its own values is delivered', () => {
  assert.equal(judgeFrame(frame(1, 21.5), [stored(frame(1, 0), 21.5)]), 'delivered');
});

test('a frame that is not there is missing', () => {
  assert.equal(judgeFrame(frame(1, 21.5), []), 'missing');
});

for (const [what, measurements, says] of [
  ['stored twice', [stored(frame(1, 0), 21.5), stored(frame(1, 0), 21.5)], /stored 2 times/],
  ['stored with another value', [stored(frame(1, 0), 21.6)], /is 21\.6, the device measured 21\.5/],
  ['stored without the value', [{ ...stored(frame(1, 0), 0), c8y_TemperatureMeasurement: {} }], /is missing/],
] as const) {
  test(`a frame ${what} is a fault that names it`, () => {
    const verdict = judgeFrame(frame(1, 21.5), measurements);
    assert.ok(typeof verdict === 'object');
    assert.match(verdict.fault, says);
    assert.match(verdict.fault, /^frame 1 of 0200000000000001/);
  });
}

function ledgerOver(held: ReadMeasurement[]): DeliveryLedger {
  return new DeliveryLedger({ sourceOf: async () => '7', measurements: async () => held });
}

test('the ledger follows frames until they have arrived', async () => {
  const held: ReadMeasurement[] = [];
  const ledger = ledgerOver(held);
  ledger.add(frame(1, 20));
  ledger.add(frame(2, 21));
  assert.deepEqual(await ledger.look(), { sent: 2, delivered: 0, inFlight: 2, faults: [] });
  held.push(stored(frame(2, 0), 21));
  assert.equal((await ledger.look()).delivered, 1);
  held.push(stored(frame(1, 0), 20));
  assert.deepEqual(await ledger.look(), { sent: 2, delivered: 2, inFlight: 0, faults: [] });
});

test('the audit finds a frame that came again after it had been delivered', async () => {
  const held = [stored(frame(1, 0), 20)];
  const ledger = ledgerOver(held);
  ledger.add(frame(1, 20));
  await ledger.look();
  held.push(stored(frame(1, 0), 20));
  const faults = await ledger.audit([frame(1, 20), frame(2, 21)]);
  assert.equal(faults.length, 2);
  assert.match(faults[0] ?? '', /stored 2 times/);
  assert.match(faults[1] ?? '', /frame 2 of 0200000000000001 is missing/);
});
