import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { CHARTS, servePageAssets, USABLE_LANGUAGE } from './page-assets.ts';

test('a file is made once, and sent once to whoever has it', async () => {
  let made = 0;
  const serve = servePageAssets({
    'a.js': { type: 'text/javascript', make: async () => `made ${++made}` },
  });
  const first = await serve('a.js', undefined);
  assert.equal(first?.status, 200);
  assert.equal(first?.body, 'made 1');
  const again = await serve('a.js', first?.headers.etag);
  assert.deepEqual([again?.status, again?.body], [304, '']);
  assert.equal((await serve('a.js', '"another"'))?.body, 'made 1');
  assert.equal(await serve('toString', undefined), undefined);
});

test('charts are drawn in a browser whose language is none, and in another as it is', async () => {
  for (const [told, used] of [
    ['en-US@posix', 'en'],
    ['de-CH', 'de-CH'],
  ]) {
    const context = createContext({ navigator: { language: told } });
    runInContext(USABLE_LANGUAGE, context);
    assert.equal(runInContext('navigator.language', context), used);
  }
  assert.ok((await CHARTS.make()).startsWith(USABLE_LANGUAGE));
});
