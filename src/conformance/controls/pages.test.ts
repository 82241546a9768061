import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedPages } from './pages.ts';

test('pages are changed, and nothing else that the console sends', async () => {
  const pages = changedPages(
    {
      serves: (path) => path === '/console',
      handle: async ({ url }) => (url.endsWith('gone') ? { status: 204 } : { status: 200, body: 'Name' }),
    },
    (text, path) => `${text} at ${path}`,
  );
  const ask = (url: string) =>
    pages.handle({ method: 'GET', url, params: {}, query: {}, headers: {}, body: undefined });
  assert.equal((await ask('/console/a?b=1')).body, 'Name at /console/a');
  assert.equal((await ask('/console/assets/a.js')).body, 'Name');
  assert.deepEqual(await ask('/console/gone'), { status: 204 });
  assert.deepEqual([pages.serves('/console'), pages.serves('/other')], [true, false]);
});
