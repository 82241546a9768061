import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Clock } from './clock.ts';
import { eventually } from './eventually.ts';
import { createRealClock } from './real-clock.ts';
import { StuckError } from './stuck-error.ts';
import { createVirtualClock } from './virtual-clock.ts';

const clocks: readonly (readonly [string, () => Clock])[] = [
  ['the virtual clock', () => createVirtualClock({ start: 0 })],
  ['the real clock', () => createRealClock()],
];

for (const [name, create] of clocks) {
  describe(`eventually on ${name}`, () => {
    test('gives what the check gives as soon as it is there', async () => {
      const clock = create();
      let devices = 0;
      clock.timer('first device', 10, () => {
        devices = 1;
      });
      const found = await eventually(clock, 'a device', () => (devices === 0 ? undefined : { devices }), {
        withinMs: 5_000,
      });
      assert.deepEqual(found, { devices: 1 });
    });

    test('asks a failing check again', async () => {
      const clock = create();
      let state = 'OPENING';
      clock.timer('open', 10, () => {
        state = 'OPENED';
      });
      const check = async () => {
        assert.equal(state, 'OPENED');
        return 0;
      };
      assert.equal(await eventually(clock, 'the connection to be OPENED', check, { withinMs: 5_000 }), 0);
    });

    test('tells what was awaited, for how long, and what the check said last', async () => {
      const clock = create();
      await assert.rejects(
        eventually(clock, 'a device', () => null, { withinMs: 20 }),
        (error) => {
          assert.ok(error instanceof Error);
          assert.match(error.message, /^Waited \d+ ms for a device; at last the check gave null$/);
          return true;
        },
      );
      const failure = new Error('404 Not Found');
      await assert.rejects(
        eventually(clock, 'a device', () => Promise.reject(failure), { withinMs: 20 }),
        (error) => {
          assert.ok(error instanceof Error);
          assert.match(
            error.message,
            /^Waited \d+ ms for a device; at last the check failed: 404 Not Found$/,
          );
          assert.equal(error.cause, failure);
          return true;
        },
      );
    });

    test('gives up a check that does not answer', async () => {
      const clock = create();
      const silent = () => clock.wait('an answer', new Promise<never>(() => {}));
      await assert.rejects(
        eventually(clock, 'an answer', silent, { withinMs: 20 }),
        /^Error: Waited \d+ ms for an answer; at last the check did not answer$/,
      );
    });
  });
}

test('a world that is stuck is told as such at once', async () => {
  const clock = createVirtualClock({ start: 0, budget: { stillMs: 5 } });
  void clock.activity('stuck', () => new Promise<never>(() => {}));
  await assert.rejects(
    eventually(clock, 'anything', () => undefined, { withinMs: 1000 }),
    StuckError,
  );
});
