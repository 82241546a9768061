import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CommandEvent, type CommandState, commandStateSchema, nextState } from './command-state.ts';

const time = fc.nat({ max: 1000 });

const event: fc.Arbitrary<CommandEvent> = fc.oneof(
  fc.record({ kind: fc.constant('publish' as const), at: time, deadline: time }),
  fc.record({ kind: fc.constant('not-published' as const) }),
  fc.record({ kind: fc.constant('delivered' as const) }),
  fc.record({ kind: fc.constant('failed' as const), reason: fc.string() }),
  fc.record({ kind: fc.constant('doubted' as const), deadline: time, doubt: fc.string() }),
);

const START: CommandState = { phase: 'accepted' };

function run(events: readonly CommandEvent[]): CommandState[] {
  const states: CommandState[] = [START];
  for (const one of events) {
    const last = states.at(-1) ?? START;
    states.push(nextState(last, one) ?? last);
  }
  return states;
}

test('what has ended stays as it is', () => {
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const states = run(events);
      const end = states.findIndex(({ phase }) => phase === 'ended');
      if (end >= 0) assert.deepEqual(new Set(states.slice(end)), new Set([states[end]]));
    }),
  );
});

test('from wherever it is, a failure or a delivery ends it', () => {
  fc.assert(
    fc.property(fc.array(event), fc.boolean(), (events, delivered) => {
      const last: CommandEvent = delivered ? { kind: 'delivered' } : { kind: 'failed', reason: 'no report' };
      assert.equal(run([...events, last]).at(-1)?.phase, 'ended');
    }),
  );
});

test('it is published at most once for each time that the broker did not have it', () => {
  fc.assert(
    fc.property(fc.array(event), (events) => {
      let handedOver = false;
      let state: CommandState = START;
      for (const one of events) {
        const next = nextState(state, one);
        if (one.kind === 'publish' && next !== undefined) {
          assert.equal(handedOver, false);
          handedOver = true;
        }
        if (one.kind === 'not-published' && next !== undefined) handedOver = false;
        state = next ?? state;
      }
    }),
  );
});

test('a doubt never gives more time', () => {
  fc.assert(
    fc.property(fc.array(event), (events) => {
      let state: CommandState = START;
      for (const one of events) {
        const next: CommandState = nextState(state, one) ?? state;
        if (one.kind === 'doubted' && state.phase === 'published' && next.phase === 'published') {
          assert.ok(next.deadline <= state.deadline);
        }
        state = next;
      }
    }),
  );
});

test('each state survives being stored', () => {
  fc.assert(
    fc.property(fc.array(event), (events) => {
      for (const state of run(events)) {
        assert.deepEqual(commandStateSchema.parse(JSON.parse(JSON.stringify(state))), state);
      }
    }),
  );
});
