import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../../clock/index.ts';
import { bridgeConfigSchema } from '../bridge-config.ts';
import { connection } from '../connections/testing/world.ts';
import { createBuiltInDrivers } from '../drivers/index.ts';
import type { EventLog } from '../events/event.ts';
import { createRouter } from '../flows/router.ts';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import { createCommandPorts } from './command-ports.ts';
import { keyOf } from './command-record.ts';
import { CommandWorks } from './command-works.ts';
import { Ledger } from './ledger.ts';
import { commandRecord } from './testing/command-record.ts';

const RECORD = commandRecord(1);
const KEY = keyOf(RECORD);
const DEV_EUI = RECORD.downlink.devEui;

async function createWorks() {
  const clock = createVirtualClock({ start: 0 });
  const ledger = new Ledger({ storage: createMemoryStorage(), clock });
  await ledger.loaded;
  await ledger.add(RECORD);
  const events: Parameters<EventLog['add']>[0][] = [];
  const outcomes: string[] = [];
  const nothing = () => {};
  const works = new CommandWorks(
    {
      clock,
      recorder: { record: nothing },
      logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      events: { add: (event) => events.push(event) },
      drivers: createBuiltInDrivers(),
      router: createRouter(),
      routing: { flows: () => [], assignments: () => [], connectionExists: () => false },
      devices: { find: () => undefined },
      findConnection: (id) => (id === '1' ? connection({}, { name: 'MODBUS' }) : undefined),
      broker: { connected: () => true, publish: async () => {} },
      ports: createCommandPorts((length) => new Uint8Array(length)),
      settings: bridgeConfigSchema.parse({ api: { clientSecret: 'correct horse' } }).commands,
      onReport: nothing,
      onOutcome: (id, devEui, outcome) => outcomes.push(`${id} ${devEui} ${outcome}`),
    },
    ledger,
  );
  return { works, events, outcomes };
}

test('what happens to an unknown command, or can not happen to it, is told as no change and to nobody else', async () => {
  const { works, events, outcomes } = await createWorks();
  assert.equal(await works.advance('1/404', { kind: 'delivered' }), false);
  assert.equal(await works.advance(KEY, { kind: 'not-published' }), false);
  assert.deepEqual([events, outcomes], [[], []]);
});

test('a command that goes on is a change, and its end is told once', async () => {
  const { works, events, outcomes } = await createWorks();
  assert.equal(await works.advance(KEY, { kind: 'publish', at: 0, deadline: 10 }), true);
  assert.deepEqual([events, outcomes], [[], []]);
  assert.equal(await works.advance(KEY, { kind: 'delivered' }), true);
  assert.equal(await works.advance(KEY, { kind: 'failed', reason: 'late' }), false);
  assert.deepEqual([events, outcomes], [[], [`1 ${DEV_EUI} delivered`]]);
});

test('a command that fails is an outcome and an event that names device, connection and reason', async () => {
  const { works, events, outcomes } = await createWorks();
  assert.equal(await works.advance(KEY, { kind: 'failed', reason: 'no report' }), true);
  assert.deepEqual(outcomes, [`1 ${DEV_EUI} failed`]);
  const [event] = events;
  for (const part of [DEV_EUI, 'MODBUS', 'no report']) assert.ok(event?.message.includes(part));
  assert.deepEqual([event?.connectionId, event?.devEui], ['1', DEV_EUI]);
});

test('a failure of a device that nobody knows is an event without a device, and no outcome', async () => {
  const { works, events, outcomes } = await createWorks();
  works.tellFailed('9', { operationId: '1', devEui: undefined, reason: 'unknown' });
  assert.equal(events.length, 1);
  assert.ok(!events.some((event) => 'devEui' in event));
  assert.deepEqual(outcomes, []);
});

test('that operations can not be read is told once for each reason and connection, and anew after they could', async () => {
  const { works, events } = await createWorks();
  const [first, second] = [
    { id: '1', name: 'one' },
    { id: '2', name: 'two' },
  ] as const;
  const told = () => events.splice(0).map(({ connectionId, message }) => `${connectionId} ${message}`);
  for (const [one, reason] of [
    [first, 'not permitted'],
    [second, 'not permitted'],
    [first, 'not there'],
  ] as const) {
    works.noteUnavailable(one, reason);
    works.noteUnavailable(one, reason);
    const lines = told();
    assert.equal(lines.length, 1);
    assert.ok(lines[0]?.startsWith(`${one.id} `) && lines[0].endsWith(reason));
  }
  works.noteAvailable(first);
  works.noteUnavailable(second, 'not permitted');
  assert.deepEqual(told(), []);
  works.noteUnavailable(first, 'not there');
  assert.equal(told().length, 1);
});
