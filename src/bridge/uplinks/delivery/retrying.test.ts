import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../../../clock/index.ts';
import { CumulocityError, type CumulocityErrorCode } from '../../cumulocity/errors.ts';
import { LinkBroken } from './link-broken.ts';
import { Pace } from './pace.ts';
import { Postponed } from './postponed.ts';
import { retrying } from './retrying.ts';

type Details = ConstructorParameters<typeof CumulocityError>[2];

const fails = (code: CumulocityErrorCode, details?: Details) => () => {
  throw new CumulocityError(code, 'GET /', details);
};

/** Calls that fail or answer one after the other, and how it ended. */
function start(calls: readonly (() => string)[]) {
  const clock = createVirtualClock({ start: 0 });
  const closing = new AbortController();
  const pace = new Pace();
  const asked: number[] = [];
  const ended: { value?: string; error?: unknown } = {};
  const done = retrying({ clock, pace, signal: closing.signal, delaysMs: [100, 200] }, async () => {
    asked.push(clock.now());
    const call = calls[asked.length - 1];
    assert.ok(call !== undefined, 'one call too many');
    return call();
  }).then(
    (value) => {
      ended.value = value;
    },
    (error: unknown) => {
      ended.error = error;
    },
  );
  return { clock, closing, pace, asked, ended, done };
}

test('a call that succeeds is made once', async () => {
  const { asked, ended, done } = start([() => 'stored']);
  await done;
  assert.deepEqual([asked, ended], [[0], { value: 'stored' }]);
});

for (const code of [
  'server-error',
  'unreachable',
  'untrusted',
  'not-allowed',
  'unexpected-answer',
] as const) {
  test(`after ${code} it is tried again at the times that were given, and then the link is lost`, async () => {
    const { clock, asked, ended, done } = start([fails(code), fails(code), fails(code)]);
    await clock.advance(1000);
    await done;
    assert.deepEqual(asked, [0, 100, 300]);
    assert.ok(ended.error instanceof LinkBroken);
    assert.equal(ended.error.kind, 'lost');
    assert.match(ended.error.message, /^GET \/: /);
  });
}

test('what works at last counts', async () => {
  const { clock, ended, done } = start([fails('server-error'), fails('server-error'), () => 'stored']);
  await clock.advance(300);
  await done;
  assert.deepEqual(ended, { value: 'stored' });
});

test('a platform that names a longer rest is left alone for that long', async () => {
  const { clock, asked, done } = start([fails('server-error', { retryAfterMs: 5000 }), () => 'stored']);
  await clock.advance(10_000);
  await done;
  assert.deepEqual(asked, [0, 5000]);
});

for (const [retryAfterMs, kind] of [
  [300_000, undefined],
  [300_001, 'lost'],
] as const) {
  test(`a rest of ${retryAfterMs} ms ${kind === undefined ? 'is kept' : 'is an outage'}`, async () => {
    const { clock, ended, done } = start([fails('server-error', { retryAfterMs }), () => 'stored']);
    await clock.advance(400_000);
    await done;
    assert.equal(ended.error instanceof LinkBroken ? ended.error.kind : undefined, kind);
  });
}

test('credentials that are refused break the link at once', async () => {
  const { ended, done } = start([fails('unauthenticated')]);
  await done;
  assert.ok(ended.error instanceof LinkBroken);
  assert.equal(ended.error.kind, 'refused');
});

for (const code of ['not-found', 'refused', 'conflict', 'too-large'] as const) {
  test(`${code} is about the data, and comes out as it is`, async () => {
    const { ended, done } = start([fails(code)]);
    await done;
    assert.ok(ended.error instanceof CumulocityError);
    assert.equal(ended.error.code, code);
  });
}

test('an error of another kind is not tried again', async () => {
  const { ended, done } = start([
    () => {
      throw new TypeError('a fault of the bridge');
    },
  ]);
  await done;
  assert.ok(ended.error instanceof TypeError);
});

test('a platform that is busy slows the whole connection down', async () => {
  const { clock, pace, ended, done } = start([fails('busy', { retryAfterMs: 7000 })]);
  await done;
  assert.ok(ended.error instanceof Postponed);
  assert.equal(pace.restMs(clock.now()), 7000);
});

test('a platform that is busy for too long is taken for lost, and slows nothing down', async () => {
  const { clock, pace, ended, done } = start([fails('busy', { retryAfterMs: 300_001 })]);
  await done;
  assert.ok(ended.error instanceof LinkBroken);
  assert.equal(pace.restMs(clock.now()), 0);
});

test('who was told to wait by another request asks nothing', async () => {
  const { clock, pace, asked, ended, done } = start([fails('server-error')]);
  pace.slowDown(50, 1000);
  await clock.advance(100);
  await done;
  assert.deepEqual(asked, [0]);
  assert.ok(ended.error instanceof Postponed);
});

for (const [when, calls] of [
  ['during a rest', [fails('server-error')]],
  ['with the call', [fails('aborted')]],
] as const) {
  test(`a link that is closed ${when} ends as aborted`, async () => {
    const { clock, closing, ended, done } = start(calls);
    await clock.advance(50);
    closing.abort();
    await clock.settle();
    await done;
    assert.ok(ended.error instanceof LinkBroken);
    assert.equal(ended.error.kind, 'aborted');
  });
}

test('once a link is closed nothing is asked, and what failed meanwhile says nothing of the platform', async () => {
  const clock = createVirtualClock({ start: 0 });
  const signal = AbortSignal.abort();
  const never = () => Promise.reject(new Error('it was asked'));
  await assert.rejects(retrying({ clock, pace: new Pace(), signal, delaysMs: [] }, never), LinkBroken);
  const closing = new AbortController();
  const refused = async () => {
    closing.abort();
    throw new CumulocityError('unauthenticated', 'GET /');
  };
  await assert.rejects(retrying({ clock, pace: new Pace(), signal: closing.signal, delaysMs: [] }, refused), {
    kind: 'aborted',
  });
});
