import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CumulocityError } from '../cumulocity/errors.ts';
import { authenticate } from './authenticate.ts';

const BY = { currentTenant: async () => 't1', currentUser: async () => 'user' };

/** A client that answers as told, as far as it is asked here. */
function client(asked: Partial<Record<keyof typeof BY, () => Promise<never>>> = {}) {
  return { ...BY, ...asked };
}

const failing = (error: Error) => async () => {
  throw error;
};

test('who has the configured tenant and a known user is authenticated', async () => {
  assert.equal((await authenticate(client(), 't1')).result, 'authenticated');
});

test('credentials of another tenant are refused, and both tenants are named', async () => {
  assert.deepEqual(await authenticate(client(), 't2'), {
    result: 'refused',
    cause: 'the credentials belong to tenant t1, not to t2',
  });
});

test('wrong credentials are refused, a platform in trouble is unreachable, whichever request it strikes', async () => {
  for (const asked of ['currentTenant', 'currentUser'] as const) {
    const refused = new CumulocityError('unauthenticated', 'no such user');
    assert.deepEqual(await authenticate(client({ [asked]: failing(refused) }), 't1'), {
      result: 'refused',
      cause: refused.message,
    });
    const down = new CumulocityError('unreachable', 'no answer');
    assert.deepEqual(await authenticate(client({ [asked]: failing(down) }), 't1'), {
      result: 'unreachable',
      cause: down.message,
    });
  }
});

test('what is no failure of the platform is not taken for one', async () => {
  const unforeseen = new Error('nobody foresaw this');
  await assert.rejects(authenticate(client({ currentUser: failing(unforeseen) }), 't1'), unforeseen);
});
