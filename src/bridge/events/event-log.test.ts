import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { createVirtualClock } from '../../clock/index.ts';
import type { EnvelopeDraft } from '../../recording/index.ts';
import { createMemoryStorage, type MemoryStorage } from '../storage/memory-storage.ts';
import { EVENT_TYPES } from './event.ts';
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

test('each type is as grave as it is, and a connection alone writes its changes of state to the log', () => {
  const { log, lines } = opened();
  for (const type of EVENT_TYPES) log.add({ type, message: type });
  const told = log.find({}).map(({ type, severity }) => [type, severity] as const);
  const ofSeverity = (wanted: string) =>
    told.flatMap(([type, severity]) => (severity === wanted ? [type] : [])).sort();
  assert.deepEqual(ofSeverity('error'), [
    'authentication-failed',
    'connection-opening-failed',
    'connection-restart-failed',
    'device-not-created',
    'message-rejected',
  ]);
  assert.deepEqual(ofSeverity('warning'), [
    'decoding-failed',
    'low-rate',
    'message-expired',
    'message-invalid',
  ]);
  const ownLines = new Set(lines.map((line) => line.split(' ')[1]));
  assert.deepEqual(
    EVENT_TYPES.filter((type) => !ownLines.has(type)),
    [
      'connection-state',
      'connection-opening',
      'connection-opened',
      'connection-closing',
      'connection-closed',
      'connection-opening-failed',
      'connection-restart-failed',
      'authentication-failed',
    ],
  );
});

test('an event that is kept no longer is not found by its id either', () => {
  const { log } = opened(2);
  for (const message of ['a', 'b', 'c']) log.add({ type: 'low-rate', message });
  assert.equal(log.get('1'), undefined);
  assert.equal(log.get('3')?.message, 'c');
});

test('after the end the newest are there of more than are kept', async () => {
  const first = opened(20);
  for (let count = 1; count <= 5; count += 1) first.log.add({ type: 'low-rate', message: `${count}` });
  await first.log.flush();
  const next = opened(2, first.storage.reopened());
  await next.log.load();
  assert.deepEqual(
    next.log.find({}).map(({ message }) => message),
    ['5', '4'],
  );
  assert.equal(next.log.get('3'), undefined);
});

test('events that can’t be stored are a line of the log, and are there all the same', async () => {
  const storage = createMemoryStorage();
  const full: MemoryStorage = {
    ...storage,
    log: (name, schema) => ({
      ...storage.log(name, schema),
      append: () => Promise.reject(new Error('disk full')),
    }),
  };
  const { log, lines } = opened(10, full);
  log.add({ type: 'low-rate', message: 'quiet' });
  await log.flush();
  assert.match(lines.join('\n'), /^error Events could not be stored \{"error":\{.*\},"events":1\}$/m);
  assert.equal(log.find({}).length, 1);
});
