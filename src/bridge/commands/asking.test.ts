import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../../clock/index.ts';
import { CumulocityError, type CumulocityErrorCode } from '../cumulocity/errors.ts';
import { LinkBroken } from '../uplinks/delivery/link-broken.ts';
import { ask, pause } from './asking.ts';

const DELAYS_MS = [500, 2000, 5000];
const HOUR = 3_600_000;

const failing = (code: CumulocityErrorCode, details: { status?: number; retryAfterMs?: number } = {}) =>
  new CumulocityError(code, 'test', details);
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** Asks a platform that fails in the given ways, one after the other, and then answers: when it was asked, and the end. */
async function asking(failures: readonly unknown[], delaysMs: readonly number[] = DELAYS_MS) {
  const clock = createVirtualClock({ start: 0 });
  const triedAt: number[] = [];
  const call = async () => {
    triedAt.push(clock.now());
    if (triedAt.length <= failures.length) throw failures[triedAt.length - 1];
    return 'answer';
  };
  const { signal } = new AbortController();
  const asked = clock.activity('ask', () => ask({ clock, signal, delaysMs }, call));
  const ended = Promise.allSettled([asked]);
  await clock.advance(HOUR);
  const [end] = await ended;
  return { triedAt, end: end.status === 'fulfilled' ? end.value : end.reason };
}

/** What is aborted when the signal aborts at the given time; `call` is what is asked. */
async function abortedAt(ms: number, call: (sleep: (ms: number) => Promise<void>) => Promise<void>) {
  const clock = createVirtualClock({ start: 0 });
  const closing = new AbortController();
  clock.timer('close', ms, () => closing.abort());
  let tries = 0;
  const asked = clock.activity('ask', () =>
    ask({ clock, signal: closing.signal, delaysMs: DELAYS_MS }, () => {
      tries += 1;
      return call((span) => clock.sleep(span, { name: 'call' }));
    }),
  );
  const ended = assert.rejects(asked, isBroken('aborted'));
  await clock.advance(HOUR);
  await ended;
  return { tries, pending: clock.pending() };
}

function isBroken(kind: LinkBroken['kind']) {
  return (error: unknown) => error instanceof LinkBroken && error.kind === kind;
}

for (const code of [
  'server-error',
  'unreachable',
  'untrusted',
  'not-allowed',
  'unexpected-answer',
  'busy',
] as const) {
  test(`what passes is tried again after each delay in turn: ${code}`, async () => {
    const { triedAt, end } = await asking(times(3, failing(code)));
    assert.equal(end, 'answer');
    assert.deepEqual(triedAt, [0, 500, 2500, 7500]);
  });
}

test('a platform that goes on failing is lost when the delays are used up', async () => {
  const { triedAt, end } = await asking(times(9, failing('server-error')));
  assert.ok(isBroken('lost')(end));
  assert.deepEqual(triedAt, [0, 500, 2500, 7500]);
});

test('a platform that is busy is never lost: it is asked again after the last delay', async () => {
  const { triedAt, end } = await asking(times(5, failing('busy')));
  assert.equal(end, 'answer');
  assert.deepEqual(triedAt, [0, 500, 2500, 7500, 12_500, 17_500]);
});

test('a platform that names a time is left alone for so long, but no shorter than the delay', async () => {
  for (const code of ['busy', 'server-error'] as const) {
    const { triedAt } = await asking([
      failing(code, { retryAfterMs: 9000 }),
      failing(code, { retryAfterMs: 1 }),
    ]);
    assert.deepEqual(triedAt, [0, 9000, 11_000], code);
  }
  const after = times(4, failing('busy', { retryAfterMs: 8000 }));
  assert.deepEqual((await asking(after)).triedAt, [0, 8000, 16_000, 24_000, 32_000]);
  assert.deepEqual((await asking(after.slice(0, 1), [])).triedAt, [0, 8000]);
});

test('a refused account ends the link at once, and one that lacks a permission does not', async () => {
  const refused = await asking([failing('unauthenticated', { status: 401 })]);
  assert.ok(isBroken('refused')(refused.end));
  assert.deepEqual(refused.triedAt, [0]);
  const forbidden = failing('unauthenticated', { status: 403 });
  assert.equal((await asking([forbidden])).end, forbidden);
});

test('what does not pass comes out as it is, at once', async () => {
  for (const error of [
    failing('not-found', { status: 404 }),
    failing('conflict'),
    failing('refused'),
    failing('too-large'),
    new TypeError('a bug'),
  ]) {
    const { triedAt, end } = await asking([error]);
    assert.equal(end, error);
    assert.deepEqual(triedAt, [0]);
  }
});

test('a call that was given up is not made again', async () => {
  const { triedAt, end } = await asking([failing('aborted')]);
  assert.ok(isBroken('aborted')(end));
  assert.deepEqual(triedAt, [0]);
});

test('nothing is asked for a link that is closed', async () => {
  const closed = {
    clock: createVirtualClock({ start: 0 }),
    signal: AbortSignal.abort(),
    delaysMs: DELAYS_MS,
  };
  await assert.rejects(
    ask(closed, async () => assert.fail('it was asked')),
    isBroken('aborted'),
  );
});

test('a link that is closed during a rest, or during a call that then fails, is neither lost nor refused', async () => {
  const resting = await abortedAt(100, async () => {
    throw failing('busy');
  });
  assert.deepEqual(resting, { tries: 1, pending: [] });
  for (const late of [failing('unauthenticated', { status: 401 }), failing('not-found')]) {
    const calling = await abortedAt(100, async (sleep) => {
      await sleep(200);
      throw late;
    });
    assert.deepEqual(calling, { tries: 1, pending: [] });
  }
});

test('a rest that can not be taken is no closed link', async () => {
  const clock = createVirtualClock({ start: 0 });
  const { signal } = new AbortController();
  await assert.rejects(pause({ clock, signal }, Number.NaN), RangeError);
});
