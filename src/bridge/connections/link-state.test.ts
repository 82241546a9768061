import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CONNECTION_STATES, type ConnectionState } from './connection-state.ts';
import { type LinkEvent, type LinkState, transition } from './link-state.ts';

const COMMANDS = ['start', 'stop', 'restart', 'activate', 'deactivate'] as const;
const REPORTS = [
  'ready',
  'authenticated',
  'refused',
  'unreachable',
  'lost',
  'closed',
  'retry-due',
  'given-up',
] as const;
const EVENTS: readonly LinkEvent[] = [...COMMANDS, ...REPORTS];
const STATES: readonly LinkState[] = CONNECTION_STATES.flatMap((phase): LinkState[] =>
  phase === 'CLOSING'
    ? (['stay', 'restart', 'retry', 'deactivate'] as const).map((after) => ({ phase, after }))
    : [{ phase }],
);

/** The documented arrows, and those this bridge adds: a failed state is left by a command or an attempt. */
const LEGAL: Readonly<Record<ConnectionState, readonly ConnectionState[]>> = {
  CLOSED: ['OPENING', 'DEACTIVATED'],
  OPENING: ['AUTHENTICATING', 'UNREACHABLE', 'CLOSING'],
  AUTHENTICATING: ['OPENED', 'AUTHENTICATION_FAILED', 'UNREACHABLE', 'CLOSING'],
  OPENED: ['CLOSING', 'AUTHENTICATION_FAILED'],
  AUTHENTICATION_FAILED: ['OPENING', 'CLOSED'],
  CLOSING: ['CLOSED'],
  DEACTIVATED: ['CLOSED'],
  UNREACHABLE: ['OPENING', 'CLOSED'],
};

/** Goes through an event and all that follows from it at once. */
function follow(state: LinkState, event: LinkEvent): LinkState[] {
  const next = transition(state, event);
  if (next === undefined) return [];
  return [next.state, ...(next.then === undefined ? [] : follow(next.state, next.then))];
}

const last = (state: LinkState, event: LinkEvent) => follow(state, event).at(-1) ?? state;

test('every change of state is legal', () => {
  for (const state of STATES) {
    for (const event of EVENTS) {
      let before = state.phase;
      for (const { phase } of follow(state, event)) {
        if (phase !== before) assert.ok(LEGAL[before].includes(phase), `${before} → ${phase} by ${event}`);
        before = phase;
      }
    }
  }
});

test('no state is stuck: its own work or a command leads to OPENED from anywhere', () => {
  for (const start of STATES) {
    let state = last(last(start, 'activate'), 'start');
    for (const event of ['closed', 'start', 'ready', 'authenticated'] as const) state = last(state, event);
    assert.equal(state.phase, 'OPENED', `from ${JSON.stringify(start)}`);
  }
});

test('whatever happened before, deactivating ends DEACTIVATED and stopping CLOSED once the work has ended', () => {
  const history = fc.array(fc.constantFrom(...EVENTS), { maxLength: 30 });
  fc.assert(
    fc.property(
      history,
      fc.constantFrom<LinkState>({ phase: 'CLOSED' }, { phase: 'DEACTIVATED' }),
      (events, start) => {
        const state = events.reduce(last, start);
        assert.equal(last(last(state, 'deactivate'), 'closed').phase, 'DEACTIVATED');
        const active = last(state, 'activate');
        assert.equal(last(last(active, 'stop'), 'closed').phase, 'CLOSED');
      },
    ),
  );
});

test('what was last said of being active holds, whatever else is said before or after', () => {
  const others = fc.array(
    fc.constantFrom(...EVENTS.filter((event) => event !== 'activate' && event !== 'deactivate')),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(fc.constantFrom(...STATES), others, fc.boolean(), others, (start, before, active, after) => {
      const told = last(before.reduce(last, start), active ? 'activate' : 'deactivate');
      const state = last(after.reduce(last, told), 'closed');
      if (!active) assert.equal(state.phase, 'DEACTIVATED');
      else assert.notEqual(last(last(state, 'start'), 'closed').phase, 'DEACTIVATED');
    }),
  );
});

test('work is begun only when entering OPENING, and halted whenever it is left unfinished', () => {
  const working: readonly ConnectionState[] = ['OPENING', 'AUTHENTICATING', 'OPENED'];
  for (const state of STATES) {
    for (const event of EVENTS) {
      const next = transition(state, event);
      if (next === undefined) continue;
      assert.equal(
        next.effects.includes('begin-attempt'),
        next.state.phase === 'OPENING' && state.phase !== 'OPENING',
      );
      if (working.includes(state.phase) && next.state.phase === 'CLOSING') {
        assert.ok(next.effects.includes('halt'), `${state.phase} by ${event}`);
      }
    }
  }
});

test('a failed attempt waits for its strategy, a stopped connection does not', () => {
  const effects = (phase: 'AUTHENTICATING' | 'OPENING' | 'OPENED', event: LinkEvent) =>
    transition({ phase }, event)?.effects;
  assert.deepEqual(effects('AUTHENTICATING', 'refused'), ['schedule-retry']);
  assert.deepEqual(effects('AUTHENTICATING', 'unreachable'), ['schedule-retry']);
  assert.deepEqual(transition({ phase: 'CLOSING', after: 'retry' }, 'closed')?.effects, ['schedule-retry']);
  assert.deepEqual(transition({ phase: 'CLOSING', after: 'stay' }, 'closed')?.effects, []);
  assert.deepEqual(transition({ phase: 'UNREACHABLE' }, 'stop')?.effects, ['cancel-retry']);
});

test('a deactivated connection is not started by a command', () => {
  assert.equal(transition({ phase: 'DEACTIVATED' }, 'start'), undefined);
  assert.equal(transition({ phase: 'DEACTIVATED' }, 'restart'), undefined);
  for (const command of ['start', 'stop', 'restart'] as const)
    assert.equal(transition({ phase: 'CLOSING', after: 'deactivate' }, command), undefined);
  assert.equal(last({ phase: 'DEACTIVATED' }, 'activate').phase, 'OPENING');
});
