import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectOf, platformOf } from './platform.ts';

const ACCOUNT = { hostName: 'a.example', tenantId: 't', username: 'u', password: 'p' };

test('a call goes to the host of the account and signs in', async () => {
  const asked: unknown[] = [];
  const call = platformOf(
    {
      request: async ({ method, url, headers, body }) => {
        asked.push([method, url, headers.authorization, body]);
        return { status: 200, headers: {}, body: '{"managedObject":{"self":"x","id":"17"}}' };
      },
    },
    ACCOUNT,
  );
  assert.equal(await objectOf(call, '00AA'), '17');
  await call('PUT', '/b', { name: 'B' });
  const user = `Basic ${Buffer.from('t/u:p').toString('base64')}`;
  assert.deepEqual(asked, [
    ['GET', 'https://a.example/identity/externalIds/c8y_Serial/00AA', user, undefined],
    ['PUT', 'https://a.example/b', user, '{"name":"B"}'],
  ]);
});

test('what is bound to nothing has no object', async () => {
  const call = platformOf({ request: async () => ({ status: 404, headers: {}, body: '{}' }) }, ACCOUNT);
  assert.equal(await objectOf(call, '00AA'), undefined);
});
