import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openLedger } from './ledger.ts';

test('what was made and not removed is left, the last first, whoever asks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  try {
    const file = join(folder, 'ledger');
    assert.deepEqual(await openLedger(file).left(), []);
    const one = openLedger(file);
    await one.made('/connections/1');
    await openLedger(file).made('/connections/2');
    await one.made('/flows/1');
    await one.removed('/connections/2');
    assert.deepEqual(await openLedger(file).left(), ['/flows/1', '/connections/1']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
