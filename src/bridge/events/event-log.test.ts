import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { createVirtualClock } from '../../clock/index.ts';
import type { EnvelopeDraft } from '../../recording/index.ts';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import { createEventLog } from './event-log.ts';

function opened(maxEvents = 100, storage = createMemoryStorage()) {
  const clock = createVirtualClock({ start: Date.UTC(2026, 0, 12, 12) });
  const lines: string[] = [];
  const envelopes: EnvelopeDraft[] = [];
  const at = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) => {
    lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
  };
  const log = createEventLog({
    clock,
    storage,
    maxEvents,
    recorder: { record: (draft) => envelopes.push(draft) },
    logger: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
  });
  return { clock, storage, lines, envelopes, log };
}

test('an event is one line of the log at its own level, with device and frame', () => {
  const { log, lines } = opened();
  log.add({ type: 'message-expired', message: 'late', connectionId: '1', devEui: 'A', fCntUp: 7 });
  log.add({ type: 'device-created', message: 'new', connectionId: '1', devEui: 'A' });
  log.add({ type: 'message-rejected', message: 'wrong', devEui: 'A', fCntUp: 8 });
  assert.deepEqual(lines, [
    'warn late {"event":"message-expired","connectionId":"1","devEui":"A","fCntUp":7}',
    'info new {"event":"device-created","connectionId":"1","devEui":"A"}',
    'error wrong {"event":"message-rejected","devEui":"A","fCntUp":8}',
  ]);
});

test('what a connection writes to the log itself is not there twice', () => {
  const { log, lines } = opened();
  log.add({ type: 'connection-state', message: 'from A to B', connectionId: '1' });
  log.add({ type: 'connection-opened', message: 'open', connectionId: '1' });
  log.add({ type: 'connection-restart-failed', message: 'not open', connectionId: '1' });
  assert.deepEqual(lines, []);
  assert.equal(log.find({ connectionId: '1' }).length, 3);
});

test('an event is recorded with device and frame; what is wrong as failed, and a change of state not at all', () => {
  const { log, envelopes } = opened();
  log.add({ type: 'connection-state', message: 'from A to B', connectionId: '1' });
  log.add({ type: 'connection-opening-failed', message: 'not open', connectionId: '1' });
  log.add({ type: 'low-rate', message: 'quiet', connectionId: '1' });
  log.add({ type: 'device-created', message: 'new', connectionId: '1', devEui: 'A', fCntUp: 7 });
  log.add({ type: 'device-created', message: 'not as usual', severity: 'warning' });
  assert.deepEqual(
    envelopes.map(({ from, to, kind, title, outcome }) => [from, to, kind, title, outcome]),
    [
      ['bridge', 'bridge', 'event', 'not open', 'failed'],
      ['bridge', 'bridge', 'event', 'quiet', 'failed'],
      ['bridge', 'bridge', 'event', 'new', 'ok'],
      ['bridge', 'bridge', 'event', 'not as usual', 'failed'],
    ],
  );
  assert.deepEqual(envelopes[2]?.correlation, { connectionId: '1', devEui: 'A', fCntUp: 7 });
});

test('no more is stored than is kept', async () => {
  const { log, storage } = opened(3);
  for (let count = 1; count <= 20; count += 1) {
    log.add({ type: 'low-rate', message: `${count}` });
    await log.flush();
  }
  const stored = storage.log('events', z.looseObject({ message: z.string() }));
  const left = await stored.read(0, 100);
  assert.ok(left.length <= 6, `${left.length} events are stored`);
  assert.equal(left.at(-1)?.value.message, '20');
});

test('types are counted for as long as the bridge runs, past the events that are kept', () => {
  const { log } = opened(2);
  for (let count = 0; count < 5; count += 1) log.add({ type: 'low-rate', message: 'quiet' });
  log.add({ type: 'low-rate-over', message: 'again' });
  assert.deepEqual(
    [...log.counts()],
    [
      ['low-rate', 5],
      ['low-rate-over', 1],
    ],
  );
  assert.deepEqual(
    log.find({}).map(({ message }) => message),
    ['again', 'quiet'],
  );
});

test('what was told before the end is there again, and ids go on', async () => {
  const first = opened(3);
  for (const message of ['a', 'b', 'c', 'd', 'e']) first.log.add({ type: 'low-rate', message });
  await first.log.flush();
  const next = opened(3, first.storage.reopened());
  await next.log.load();
  next.log.add({ type: 'low-rate-over', message: 'f' });
  assert.deepEqual(
    next.log.find({}).map(({ id, message }) => `${id} ${message}`),
    ['6 f', '5 e', '4 d'],
  );
  assert.deepEqual([...next.log.counts()], [['low-rate-over', 1]]);
});
