import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../../src/clock/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import type { EnvelopeDraft } from '../../../src/recording/index.ts';
import { createNetwork } from '../index.ts';

const ONE = '0000000000000001';
const TWO = '0000000000000002';

function world(seed = 'wire') {
  const clock = createVirtualClock({ start: Date.UTC(2026, 0, 31, 12) });
  const arrived: { name: string; payload: string; at: number }[] = [];
  const envelopes: EnvelopeDraft[] = [];
  const broker = { open: true };
  const network = createNetwork({
    clock,
    random: createRandom(seed),
    recorder: { record: (draft) => envelopes.push(draft) },
    mqtt: {
      publish: async (topic, payload) => {
        if (!broker.open) throw new Error('connection closed');
        const fCntUp = /"FCntUp":(\d+)/.exec(String(payload))?.[1];
        arrived.push({ name: `${topic.at(-8)}:${fCntUp}`, payload: String(payload), at: clock.now() });
      },
    },
  });
  const one = network.addDevice({ codec: 'elsys-ers', devEui: ONE });
  const two = network.addDevice({ codec: 'elsys-ers', devEui: TWO });
  const names = () => arrived.map(({ name }) => name);
  return { clock, arrived, envelopes, broker, network, one, two, names };
}

describe('faults of the wire', () => {
  it('deliver a document again, to the byte, at once or later', async () => {
    const { clock, network, one, two, arrived, names } = world();
    network.wireFault({ kind: 'redelivered', devEui: ONE, copies: 2, times: 1 });
    await one.send({ temperature: 1 });
    await two.send({ temperature: 1 });
    await one.send({ temperature: 1 });
    assert.deepEqual(names(), ['1:0', '1:0', '1:0', '2:0', '1:1']);
    assert.equal(new Set(arrived.slice(0, 3).map(({ payload }) => payload)).size, 1);
    network.wireFault({ kind: 'redelivered', afterMs: 5_000, times: 1 });
    await one.send({ temperature: 1 });
    assert.equal(arrived.length, 6);
    await clock.advance(5_000);
    assert.deepEqual(names().slice(5), ['1:2', '1:2']);
  });

  it('hold a document back, others passing it, until it is lifted', async () => {
    const { clock, network, one, two, names } = world();
    const lift = network.wireFault({ kind: 'delayed', byMs: 10_000, devEui: ONE });
    await one.send({ temperature: 1 });
    await two.send({ temperature: 1 });
    await clock.advance(9_999);
    assert.deepEqual(names(), ['2:0']);
    await clock.advance(1);
    assert.deepEqual(names(), ['2:0', '1:0']);
    lift();
    await one.send({ temperature: 1 });
    assert.deepEqual(names().at(-1), '1:1');
    assert.deepEqual(clock.pending(), []);
  });

  it('change the order within a device: so many overtake, or the time is up', async () => {
    const { clock, network, one, two, names } = world();
    network.wireFault({ kind: 'overtaken', by: 2, devEui: ONE, times: 1 });
    for (let count = 0; count < 3; count += 1) {
      await one.send({ temperature: 1 });
      await two.send({ temperature: 1 });
    }
    assert.deepEqual(names(), ['2:0', '1:1', '2:1', '1:2', '1:0', '2:2']);
    network.wireFault({ kind: 'overtaken', withinMs: 7_000, times: 1 });
    await one.send({ temperature: 1 });
    await clock.advance(7_000);
    assert.equal(names().at(-1), '1:3');
    assert.deepEqual(clock.pending(), []);
  });

  it('lose nothing and make nothing up, and are the same for the same seed', async () => {
    const faults = fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant('delayed' as const),
          byMs: fc.nat(5_000),
          jitterMs: fc.nat(5_000),
          probability: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        fc.record({
          kind: fc.constant('overtaken' as const),
          by: fc.integer({ min: 1, max: 3 }),
          probability: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
      ),
      { maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(faults, fc.string(), async (all, seed) => {
        const run = async () => {
          const { clock, network, one, arrived } = world(seed);
          for (const fault of all) network.wireFault(fault);
          for (let count = 0; count < 8; count += 1) {
            await one.send({ temperature: count });
            await clock.advance(1_000);
          }
          await clock.advance(120_000);
          assert.deepEqual(clock.pending(), []);
          return { arrived, sent: network.sent().map(({ document }) => JSON.stringify(document)) };
        };
        const [first, second] = [await run(), await run()];
        assert.deepEqual(first, second);
        assert.deepEqual(first.arrived.map(({ payload }) => payload).sort(), [...first.sent].sort());
      }),
      { numRuns: 20 },
    );
  });

  it('tell what could not be handed over any more, and leave nothing when the network closes', async () => {
    const { clock, network, one, broker, envelopes } = world();
    network.wireFault({ kind: 'delayed', byMs: 1_000, times: 1 });
    await one.send({ temperature: 1 });
    broker.open = false;
    await clock.advance(1_000);
    assert.equal(envelopes.at(-1)?.title, 'document not handed over: Error: connection closed');
    broker.open = true;
    network.wireFault({ kind: 'delayed', byMs: 1_000 });
    await one.send({ temperature: 1 });
    network.close();
    assert.deepEqual(clock.pending(), []);
  });

  it('refuse a device that can be none', () => {
    const { network } = world();
    assert.throws(() => network.wireFault({ kind: 'delayed', byMs: 1, devEui: 'x' }), {
      code: 'bad-dev-eui',
    });
  });
});
