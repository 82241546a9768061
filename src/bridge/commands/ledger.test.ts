import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../../clock/index.ts';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import { type CommandRecord, commandRecordSchema, keyOf } from './command-record.ts';
import { Ledger } from './ledger.ts';
import { commandRecord } from './testing/command-record.ts';

async function ledgerOf(records: readonly CommandRecord[]) {
  const storage = createMemoryStorage();
  const stored = storage.collection('commands', commandRecordSchema);
  const ledger = new Ledger({ storage, clock: createVirtualClock({ start: 0 }) });
  await ledger.loaded;
  for (const record of records) await ledger.add(record);
  return { ledger, stored, storage };
}

const FIRST = commandRecord(1);
const SECOND = commandRecord(2);
const OTHERS = commandRecord(3, { connectionId: '2' });

test('a connection’s commands are its own alone, in the order in which they were taken', async () => {
  const { ledger } = await ledgerOf([SECOND, OTHERS, FIRST]);
  assert.deepEqual(ledger.of('1'), [SECOND, FIRST]);
  assert.deepEqual(ledger.of('2'), [OTHERS]);
  assert.deepEqual(ledger.of('3'), []);
  assert.deepEqual(ledger.all(), [SECOND, OTHERS, FIRST]);
});

test('what happens to an unknown command, or can not happen to it, changes nothing', async () => {
  const { ledger, stored } = await ledgerOf([FIRST]);
  let changes = 0;
  ledger.watch(() => {
    changes += 1;
  });
  assert.equal(await ledger.apply('1/404', { kind: 'delivered' }), undefined);
  assert.equal(await ledger.apply(keyOf(FIRST), { kind: 'not-published' }), undefined);
  assert.deepEqual(await stored.list(), [{ id: keyOf(FIRST), value: FIRST }]);
  assert.deepEqual(ledger.all(), [FIRST]);
  assert.equal(changes, 0);
});

test('of two events at one time the second finds what the first left', async () => {
  const { ledger, stored } = await ledgerOf([FIRST]);
  const key = keyOf(FIRST);
  const [ended, late] = await Promise.all([
    ledger.apply(key, { kind: 'delivered' }),
    ledger.apply(key, { kind: 'failed', reason: 'no report' }),
  ]);
  const after = { ...FIRST, state: { phase: 'ended', status: 'SUCCESSFUL' } };
  assert.deepEqual([ended, late], [after, undefined]);
  assert.deepEqual(await stored.get(key), after);
});

test('a command is known by its operation at its platform and by its correlation id, until it is removed', async () => {
  const { ledger } = await ledgerOf([FIRST, SECOND]);
  assert.ok(ledger.knows(FIRST.platform, FIRST.operationId));
  assert.ok(!ledger.knows('host/another', FIRST.operationId));
  assert.ok(!ledger.knows(FIRST.platform, '404'));
  assert.deepEqual(ledger.byCorrelation(SECOND.downlink.correlationId), SECOND);
  assert.equal(ledger.byCorrelation('404'), undefined);
  await ledger.remove(keyOf(FIRST));
  assert.ok(!ledger.knows(FIRST.platform, FIRST.operationId));
  assert.equal(ledger.byCorrelation(FIRST.downlink.correlationId), undefined);
  assert.equal(ledger.find(keyOf(FIRST)), undefined);
  assert.deepEqual(ledger.all(), [SECOND]);
});

test('one that another process takes up anew is not known by what it was before', async () => {
  const { ledger, stored } = await ledgerOf([FIRST]);
  const downlink = { ...FIRST.downlink, correlationId: 'F'.repeat(16) };
  const anew = { ...FIRST, platform: 'host/another', downlink };
  await stored.put(keyOf(FIRST), anew);
  assert.equal(ledger.byCorrelation(FIRST.downlink.correlationId), undefined);
  assert.ok(!ledger.knows(FIRST.platform, FIRST.operationId));
  assert.deepEqual(ledger.byCorrelation(downlink.correlationId), anew);
});

test('what changes while the store is being read is newer than what is read', async () => {
  const { storage: before, ledger: earlier } = await ledgerOf([FIRST, SECOND]);
  earlier.close();
  const storage = before.reopened();
  const ledger = new Ledger({ storage, clock: createVirtualClock({ start: 0 }) });
  await storage.collection('commands', commandRecordSchema).delete(keyOf(FIRST));
  await ledger.loaded;
  assert.deepEqual(ledger.all(), [SECOND]);
});

test('who watches is told of each change until it stops, and nothing is followed once it is closed', async () => {
  const { ledger, stored } = await ledgerOf([]);
  let changes = 0;
  const unwatch = ledger.watch(() => {
    changes += 1;
  });
  await ledger.add(FIRST);
  await ledger.remove(keyOf(FIRST));
  assert.equal(changes, 2);
  unwatch();
  await ledger.add(SECOND);
  assert.equal(changes, 2);
  ledger.close();
  await stored.put(keyOf(FIRST), FIRST);
  assert.deepEqual(ledger.all(), [SECOND]);
});
