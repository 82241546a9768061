import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../../clock/index.ts';
import { CumulocityError } from '../cumulocity/errors.ts';
import type { Operation } from '../cumulocity/operations.ts';
import { type Advice, RealtimeRefusal } from '../cumulocity/realtime.ts';
import { LinkBroken } from '../uplinks/delivery/link-broken.ts';
import { OperationListener } from './operation-listener.ts';

const HELD_MS = 60_000;
const DAY = 24 * 3_600_000;

interface Answered {
  readonly afterMs: number;
  readonly advice?: Advice;
  readonly data?: readonly unknown[];
}
type Poll = Answered | { readonly failure: Error };

const heldUntil = (advice: Advice): Answered => ({ afterMs: HELD_MS, advice });
const atOnce = (advice: Advice): Poll => ({ afterMs: 0, advice });
const refused = (code: number, what = '/meta/connect') =>
  new RealtimeRefusal(what, { channel: what, error: `${code}::test` });

/** Listens to a server whose polls go so, one after the other, and the last is held for ever; tells what was heard. */
async function listening(polls: readonly Poll[], handshake?: Error) {
  const clock = createVirtualClock({ start: 0 });
  const closing = new AbortController();
  const { signal } = closing;
  const heard: Operation[] = [];
  const handshakes: number[] = [];
  const polledAt: number[] = [];
  const warnings: string[] = [];
  let gaps = 0;
  const nothing = () => {};
  const listener = new OperationListener({
    clock,
    signal,
    logger: { debug: nothing, info: nothing, warn: (_, text) => warnings.push(text), error: nothing },
    realtime: {
      handshake: async () => {
        handshakes.push(clock.now());
        if (handshake !== undefined) throw handshake;
        return 'client';
      },
      subscribe: async () => {},
      connect: async () => {
        const poll = polls[polledAt.length];
        polledAt.push(clock.now());
        if (poll === undefined) await clock.sleep(10 * DAY, { name: 'held', signal });
        if (poll !== undefined && 'failure' in poll) throw poll.failure;
        await clock.sleep(poll?.afterMs ?? 0, { name: 'poll', signal });
        return { data: poll?.data ?? [], advice: poll?.advice };
      },
    },
    connectionId: '1',
    pollMs: HELD_MS,
    onOperation: (operation) => heard.push(operation),
    onGap: () => {
      gaps += 1;
    },
  });
  const running = Promise.allSettled([clock.activity('listen', () => listener.run())]);
  await clock.advance(DAY);
  closing.abort();
  const [end] = await running;
  const error: unknown = end.status === 'rejected' ? end.reason : undefined;
  return { heard, handshakes, polledAt, warnings, gaps, error };
}

test('a server that sends away after a held poll is met again at once, or when it advises', async () => {
  const { handshakes } = await listening([
    heldUntil({ reconnect: 'handshake' }),
    heldUntil({ reconnect: 'handshake', interval: 7000 }),
  ]);
  assert.deepEqual(handshakes, [0, HELD_MS, 2 * HELD_MS + 7000]);
});

test('a server that sends away at once, again and again, is left alone ever longer', async () => {
  const away = atOnce({ reconnect: 'handshake' });
  const { handshakes } = await listening([away, away, away, away]);
  assert.deepEqual(handshakes, [0, 1000, 6000, 36_000, 336_000]);
});

test('a poll that was held, or brought something, makes good what went before', async () => {
  const away = atOnce({ reconnect: 'handshake' });
  for (const good of [
    heldUntil({ reconnect: 'handshake' }),
    { afterMs: 0, data: [{}], advice: { reconnect: 'handshake' } },
  ] as const) {
    const { handshakes } = await listening([away, away, good, away]);
    const [, , third = 0, fourth = 0, fifth = 0] = handshakes;
    assert.equal(fourth - third, good.afterMs);
    assert.equal(fifth - fourth, 1000);
  }
});

test('a server that wants nobody back is left alone for the longest rest, or longer if it says so', async () => {
  for (const [interval, rest] of [
    [0, 900_000],
    [2_000_000, 2_000_000],
  ] as const) {
    const { handshakes } = await listening([heldUntil({ reconnect: 'none', interval })]);
    assert.deepEqual(handshakes, [0, HELD_MS + rest]);
  }
});

test('a server that holds nothing is polled ever slower, until it holds a poll', async () => {
  const empty: Poll = { afterMs: 0 };
  const { polledAt, handshakes } = await listening([empty, empty, empty, { afterMs: 1000 }, empty]);
  assert.deepEqual(polledAt, [0, 0, 1000, 6000, 7000, 7000]);
  assert.deepEqual(handshakes, [0]);
});

test('a poll waits as long as the server advises', async () => {
  const { polledAt } = await listening([{ afterMs: HELD_MS, advice: { interval: 3000 } }]);
  assert.deepEqual(polledAt, [0, HELD_MS + 3000]);
});

test('who is put out before it could hear calms down, who has heard comes back soon', async () => {
  const out: Poll = { failure: refused(402) };
  assert.deepEqual((await listening([out])).handshakes, [0, 300_000]);
  assert.deepEqual((await listening([{ afterMs: HELD_MS }, out])).handshakes, [0, HELD_MS + 1000]);
  assert.deepEqual((await listening([{ failure: refused(400) }])).handshakes, [0, 1000]);
});

test('a handshake that is denied ends the link, another denial does not', async () => {
  const { error, handshakes } = await listening([], refused(403, '/meta/handshake'));
  assert.ok(error instanceof LinkBroken);
  assert.equal(error.kind, 'refused');
  assert.deepEqual(handshakes, [0]);
  const denied = await listening([{ failure: refused(403) }]);
  assert.deepEqual(denied.handshakes, [0, 1000]);
});

test('a refused account ends the link, another failure rests, as long as the platform asks for', async () => {
  const gone = (retryAfterMs: number): Poll => ({
    failure: new CumulocityError('busy', 'test', { status: 429, retryAfterMs }),
  });
  const { handshakes } = await listening([gone(0), gone(60_000)]);
  assert.deepEqual(handshakes, [0, 1000, 61_000]);
  const account = new CumulocityError('unauthenticated', 'test', { status: 401 });
  const { error } = await listening([{ failure: account }]);
  assert.ok(error instanceof LinkBroken);
  assert.equal(error.kind, 'refused');
  const bug = new TypeError('a bug');
  assert.equal((await listening([{ failure: bug }])).error, bug);
});

test('new operations are handed over, changed ones and what can not be read are not', async () => {
  const operation = { id: '1001', deviceId: '11' };
  const { heard, warnings, gaps, error } = await listening([
    {
      afterMs: 0,
      data: [
        { realtimeAction: 'CREATE', data: operation },
        { realtimeAction: 'UPDATE', data: { ...operation, id: '1002' } },
        { realtimeAction: 'CREATE', data: { id: '1003' } },
        'of another form',
      ],
    },
  ]);
  assert.deepEqual(heard, [operation]);
  assert.equal(warnings.length, 1);
  assert.equal(gaps, 1);
  assert.ok(error instanceof LinkBroken);
  assert.equal(error.kind, 'aborted');
});

test('each end of a conversation is a gap, and so is each beginning', async () => {
  assert.equal((await listening([heldUntil({ reconnect: 'handshake' })])).gaps, 3);
});
