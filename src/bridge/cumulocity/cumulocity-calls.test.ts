import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSender } from './cumulocity-calls.ts';
import { CumulocityError } from './errors.ts';
import { error, json, refusedConnection, reset } from './testing/fake-platform.ts';
import { answer, callOptions, ScriptedTransport } from './testing/scripted-transport.ts';

const CALL = { method: 'POST', path: '/a/b?secret=query', accept: 'json' } as const;

async function failureOf(
  ...answers: ConstructorParameters<typeof ScriptedTransport>
): Promise<CumulocityError> {
  try {
    await createSender(callOptions(new ScriptedTransport(...answers)))(CALL);
  } catch (failure) {
    if (failure instanceof CumulocityError) return failure;
    throw failure;
  }
  throw new Error('did not fail');
}

test('only an error of the server leaves open whether a call was carried out', async () => {
  for (const status of [500, 502, 503, 504, 599]) {
    const { code, maybeCarriedOut, ...failure } = await failureOf(error(status));
    assert.deepEqual([failure.status, code, maybeCarriedOut], [status, 'server-error', true]);
  }
  for (const status of [302, 400, 401, 403, 404, 409, 413, 422, 429]) {
    const { maybeCarriedOut, ...failure } = await failureOf(error(status));
    assert.deepEqual([failure.status, maybeCarriedOut], [status, false]);
  }
});

test('without an answer the transport knows whether a call may have been carried out', async () => {
  assert.equal((await failureOf(reset)).maybeCarriedOut, true);
  const { code, status, maybeCarriedOut } = await failureOf(refusedConnection);
  assert.deepEqual([code, status, maybeCarriedOut], ['unreachable', undefined, false]);
});

test('what is no failure of the transport is let through as it is', async () => {
  const bug = new TypeError('bug');
  const thrower = () => {
    throw bug;
  };
  await assert.rejects(failureOf(thrower), (thrown) => thrown === bug);
});

test('every 2xx is an answer, nothing else is', async () => {
  for (const status of [200, 201, 204, 299]) {
    const response = answer(status);
    assert.equal(await createSender(callOptions(new ScriptedTransport(response)))(CALL), response);
  }
  assert.equal((await failureOf(answer(199))).code, 'unexpected-answer');
  assert.equal((await failureOf(answer(300))).code, 'unexpected-answer');
});

test('a pause is read where it is told in seconds', async () => {
  const cases: readonly (readonly [string, number | undefined])[] = [
    ['0', 0],
    [' 7 ', 7000],
    ['999999', 999_999_000],
    ['1000000', undefined],
    ['1.5', undefined],
    ['-1', undefined],
    ['', undefined],
    ['Sat, 31 Jan 2026 12:00:00 GMT', undefined],
  ];
  for (const [header, wanted] of cases) {
    const { retryAfterMs } = await failureOf(error(429, { 'retry-after': header }));
    assert.equal(retryAfterMs, wanted, header);
  }
  assert.equal((await failureOf(error(429))).retryAfterMs, undefined);
});

test('the platform’s own words are repeated: not the password, no more than is read, and no query', async () => {
  const told = async (body: unknown) => (await failureOf(json(400, body))).message;
  assert.match(
    await told({ error: 'a/B', message: 'odd type' }),
    /^tpx\.example\.com POST \/a\/b answered 400 \(odd type\)/,
  );
  assert.match(await told({ error: 'a/B' }), /answered 400 \(a\/B\)/);
  for (const body of [{}, [], null, 'text', { message: 1 }]) assert.match(await told(body), /answered 400:/);
  assert.match((await failureOf(answer(400, '<html>'))).message, /answered 400:/);
  assert.doesNotMatch(await told({ message: 'you sent secret' }), /secret/);
  assert.ok((await told({ message: 'x'.repeat(10_000) })).length < 400);
});

test('a call that may change something is cut at its own signal once it is sent; one that reads is not', async () => {
  const [link, cut] = [new AbortController().signal, new AbortController().signal];
  const endsOf = async (method: 'GET' | 'PUT', more: Parameters<typeof callOptions>[1]) => {
    const http = new ScriptedTransport(answer(200));
    await createSender(callOptions(http, more))({ ...CALL, method });
    return http.requests.map(({ signal, unlessSent }) => [signal, unlessSent]);
  };
  const both = { signal: () => link, cut: () => cut };
  assert.deepEqual(await endsOf('PUT', both), [[cut, link]]);
  assert.deepEqual(await endsOf('GET', both), [[link, undefined]]);
  assert.deepEqual(await endsOf('PUT', { signal: () => link }), [[link, undefined]]);
  assert.deepEqual(await endsOf('PUT', { cut: () => cut }), [[cut, undefined]]);
  assert.deepEqual(await endsOf('PUT', {}), [[undefined, undefined]]);
});
