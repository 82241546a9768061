import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HandedMessage } from '../../mocks/broker/index.ts';
import { createNetwork } from '../../mocks/lorawan/index.ts';
import { createVirtualClock } from '../../src/clock/index.ts';
import { createRandom } from '../../src/random/index.ts';
import { FrameLedger } from './frame-ledger.ts';

/** A network whose frames the ledger knows, and the messages that a broker would make of them. */
function world() {
  const clock = createVirtualClock({ start: Date.parse('2026-01-31T12:00:00Z') });
  const ledger = new FrameLedger(clock);
  const published: Uint8Array[] = [];
  const network = createNetwork({
    clock,
    random: createRandom('ledger'),
    recorder: { record: () => {} },
    mqtt: { publish: async (_topic, payload) => void published.push(Buffer.from(payload)) },
  });
  network.watch((uplink) => ledger.add(uplink));
  const device = network.addDevice({ codec: 'elsys-ers' });
  const send = async (count: number) => {
    for (let nth = 0; nth < count; nth += 1) await device.send({ temperature: 20 });
  };
  const message = (index: number, session = 1): HandedMessage => ({
    session,
    topic: 't',
    payload: published[index] ?? Buffer.alloc(0),
    messageId: index + 1,
    dup: false,
  });
  return { clock, ledger, send, message };
}

describe('frame ledger', () => {
  it('knows what was handed over and acknowledged', async () => {
    const { ledger, send, message } = world();
    await send(3);
    const first = message(0);
    ledger.handed(first);
    ledger.handed(message(1));
    ledger.acknowledgedBy(first);
    ledger.acknowledgedBy(first);
    assert.deepEqual(ledger.counts(), { sent: 3, acknowledged: 1, handed: 2, resent: 0, strange: 0 });
    assert.deepEqual(
      ledger.unacknowledged().map(({ uplink }) => uplink.fCntUp),
      [1, 2],
    );
  });

  it('keeps the hand-overs up to the acknowledged one, with their sessions', async () => {
    const { ledger, send, message } = world();
    await send(1);
    const [first, second, third] = [message(0, 1), message(0, 2), message(0, 2)];
    for (const one of [first, second, third]) ledger.handed(one);
    ledger.acknowledgedBy(second);
    ledger.handed(message(0, 3));
    assert.deepEqual(ledger.frames()[0]?.handovers, [
      { session: 1, order: 1 },
      { session: 2, order: 2 },
    ]);
  });

  it('tells what later messages have overtaken', async () => {
    const { clock, ledger, send, message } = world();
    await send(1);
    await clock.advance(3000);
    await send(1);
    assert.deepEqual(ledger.overtaken(2000), []);
    const later = message(1);
    ledger.handed(later);
    ledger.acknowledgedBy(later);
    const [lost] = ledger.overtaken(2000);
    assert.equal(lost?.uplink.fCntUp, 0);
    assert.deepEqual(ledger.overtaken(4000), []);
    if (lost !== undefined) ledger.noteResent(lost);
    assert.deepEqual(ledger.overtaken(2000), []);
    assert.equal(ledger.counts().resent, 1);
  });

  it('counts as strange what is no frame of the network', () => {
    const { ledger, message } = world();
    ledger.handed(message(7));
    ledger.handed({ ...message(0), payload: Buffer.from('{"DevEUI_uplink":{"DevEUI":"00","FCntUp":1}}') });
    assert.equal(ledger.counts().strange, 2);
  });
});
