import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../../src/clock/index.ts';
import { Session } from './session.ts';

const LIMITS = { backlog: 4, bufferMs: 100 };
const OWNER = { tenantId: 't', userName: 'u', permissions: new Set<string>() };

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: 'deliver' as const }) },
  fc.constant({ do: 'take' as const }),
  fc.constant({ do: 'attach' as const }),
  fc.constant({ do: 'detach' as const }),
  fc.record({ do: fc.constant('advance' as const), ms: fc.nat({ max: 150 }) }),
);

test('messages come once and in order; only those are lost that a limit takes, and each of them is counted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const clock = createVirtualClock({ start: 0 });
      const session = new Session('s', OWNER, clock, LIMITS);
      const received: unknown[] = [];
      const expected: number[] = [];
      let waiting: { nth: number; at: number }[] = [];
      let attached = false;
      let detach = () => {};
      let sent = 0;
      const takeAll = () => {
        expected.push(
          ...waiting.filter(({ at }) => clock.now() - at <= LIMITS.bufferMs).map(({ nth }) => nth),
        );
        waiting = [];
      };
      for (const one of [...steps, { do: 'take' as const }]) {
        switch (one.do) {
          case 'deliver':
            sent += 1;
            session.deliver({ nth: sent });
            if (attached) expected.push(sent);
            else waiting = [...waiting, { nth: sent, at: clock.now() }].slice(-LIMITS.backlog);
            break;
          case 'take':
            received.push(...session.take().map(({ nth }) => nth));
            takeAll();
            break;
          case 'attach':
            detach = session.attach(({ nth }) => void received.push(nth));
            attached = true;
            takeAll();
            break;
          case 'detach':
            detach();
            attached = false;
            break;
          case 'advance':
            await clock.advance(one.ms);
            break;
        }
      }
      assert.deepEqual(received, expected);
      assert.equal(session.dropped, sent - received.length);
    }),
    { numRuns: 200 },
  );
});
