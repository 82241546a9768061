import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, createTestWorld } from '../testing.ts';

const PATH = '/alarm/alarms';

async function openWorld(fragments: object = {}) {
  const world = createTestWorld();
  const id = await world.created('/inventory/managedObjects', {
    name: 'probe',
    c8y_IsDevice: {},
    ...fragments,
  });
  const raise = (more: object = {}) =>
    world.send('POST', PATH, {
      source: { id },
      type: 'lost',
      text: 'gone',
      severity: 'MAJOR',
      time: '2026-01-31T12:00:00Z',
      ...more,
    });
  const listed = async (query: string) => {
    const { json } = await world.send('GET', `${PATH}?${query}`);
    const alarms = at(json, 'alarms');
    return Array.isArray(alarms) ? alarms.map((alarm) => at(alarm, 'type')) : json;
  };
  return { ...world, id, raise, listed };
}

test('while an alarm is open, another of its source and type only counts up and moves its time', async () => {
  const { clock, twin, send, raise } = await openWorld();
  const first = await raise();
  assert.deepEqual(
    [at(first.json, 'status'), at(first.json, 'count'), at(first.json, 'firstOccurrenceTime')],
    ['ACTIVE', 1, undefined],
  );
  const id = String(at(first.json, 'id'));
  await send('PUT', `${PATH}/${id}`, { status: 'acknowledged' });
  await clock.advance(1000);
  const second = await raise({ time: '2026-01-31T13:00:00Z', text: 'other', severity: 'CRITICAL' });
  assert.deepEqual(
    ['id', 'status', 'count', 'text', 'severity', 'time', 'firstOccurrenceTime', 'lastUpdated'].map((key) =>
      at(second.json, key),
    ),
    [
      id,
      'ACKNOWLEDGED',
      2,
      'gone',
      'MAJOR',
      '2026-01-31T13:00:00.000Z',
      '2026-01-31T12:00:00.000Z',
      '2026-01-31T12:00:01.000Z',
    ],
  );
  await send('PUT', `${PATH}/${id}`, { status: 'CLEARED' });
  const third = await raise();
  assert.deepEqual([at(third.json, 'id') === id, at(third.json, 'count')], [false, 1]);
  await twin.close();
});

test('missing and wrong fields are named', async () => {
  const { twin, id, send, raise } = await openWorld();
  const missing = await send('POST', PATH, { source: { id }, type: 't' });
  assert.equal(
    at(missing.json, 'message'),
    'Following mandatory fields should be included: severity,text,time',
  );
  const wrong = await raise({ severity: 'URGENT' });
  assert.match(String(at(wrong.json, 'message')), /^severity: /);
  assert.equal((await raise({ severity: 'minor' })).status, 201);
  await twin.close();
});

test('what may not change is refused', async () => {
  const { twin, send, raise } = await openWorld();
  const id = at((await raise()).json, 'id');
  assert.equal((await send('PUT', `${PATH}/${id}`, { type: 'other' })).status, 422);
  const changed = await send('PUT', `${PATH}/${id}`, { text: 'new', myFragment: { a: 1 } });
  assert.deepEqual([at(changed.json, 'text'), at(changed.json, 'myFragment')], ['new', { a: 1 }]);
  await twin.close();
});

test('lists are newest first; filters take several values, resolved goes before status', async () => {
  const { twin, id, send, raise, listed } = await openWorld();
  await raise({ type: 'a', time: '2026-01-31T10:00:00Z' });
  await raise({ type: 'b', time: '2026-01-31T11:00:00Z', severity: 'MINOR' });
  await raise({ type: 'c', time: '2026-01-31T09:00:00Z', status: 'CLEARED' });
  assert.deepEqual(await listed(`source=${id}`), ['b', 'a', 'c']);
  assert.deepEqual(await listed('severity=MINOR,CRITICAL'), ['b']);
  assert.deepEqual(await listed('status=active'), ['b', 'a']);
  assert.deepEqual(await listed('type=a,c'), ['a', 'c']);
  assert.deepEqual(await listed('resolved=true&status=ACTIVE'), ['c']);
  assert.deepEqual(await listed('dateFrom=2026-01-31T10:00:00Z'), ['b', 'a']);
  assert.equal((await send('GET', `${PATH}?status=OPEN`)).status, 422);
  const count = await send('GET', `${PATH}/count?source=${id}&resolved=false`);
  assert.equal(count.text, '2');
  await twin.close();
});

test('a collection PUT sets the status of those that the filters select, and wants one filter', async () => {
  const { twin, id, send, raise, listed } = await openWorld();
  await raise({ type: 'a' });
  await raise({ type: 'b' });
  assert.equal((await send('PUT', PATH, { status: 'CLEARED' })).status, 422);
  assert.equal((await send('PUT', `${PATH}?source=${id}&type=a`, { status: 'CLEARED' })).status, 200);
  assert.deepEqual(await listed('status=CLEARED'), ['a']);
  assert.equal(at((await raise({ type: 'a' })).json, 'count'), 1);
  await twin.close();
});

test('upsert creates with defaults, then updates and tells what was before', async () => {
  const { twin, id, send } = await openWorld();
  const upsert = (more: object, query = '') =>
    send('POST', `${PATH}/upsert${query}`, { source: { id }, type: 'u', ...more });
  const made = await upsert({});
  assert.deepEqual(
    [
      made.status,
      at(made.json, 'previousState'),
      at(made.json, 'alarm', 'severity'),
      at(made.json, 'alarm', 'text'),
    ],
    [201, null, 'MAJOR', ''],
  );
  const changed = await upsert({ severity: 'WARNING', time: '2020-01-01T00:00:00Z' }, '?incrementCount=true');
  assert.deepEqual(
    [
      changed.status,
      at(changed.json, 'previousState', 'severity'),
      at(changed.json, 'alarm', 'severity'),
      at(changed.json, 'alarm', 'count'),
      at(changed.json, 'alarm', 'time'),
    ],
    [200, 'MAJOR', 'WARNING', 2, '2026-01-31T12:00:00.000Z'],
  );
  await twin.close();
});

test('a source in maintenance raises no alarm', async () => {
  const { twin, raise } = await openWorld({ c8y_RequiredAvailability: { responseInterval: -1 } });
  const { status, json } = await raise();
  assert.equal(status, 201);
  assert.match(String(at(json, 'self')), /\/alarm\/alarms\/null$/);
  assert.equal(twin.stats().tenants.tpx?.alarms.held, 0);
  await twin.close();
});

test('alarms and events of children are found through their parent', async () => {
  const { twin, id, send, created, listed } = await openWorld();
  const child = await created(`/inventory/managedObjects/${id}/childDevices`, { c8y_IsDevice: {} });
  const about = { source: { id: child }, text: 'x', time: '2026-01-31T12:00:00Z' };
  await created(PATH, { ...about, type: 'of child', severity: 'MINOR' });
  await created('/event/events', { ...about, type: 'moved' });
  assert.deepEqual(await listed(`source=${id}`), []);
  assert.deepEqual(await listed(`source=${id}&withSourceDevices=true`), ['of child']);
  assert.deepEqual(await listed(`source=${id}&withSourceAssets=true`), []);
  const events = await send('GET', `/event/events?source=${id}&withSourceChildren=true`);
  assert.equal(at(events.json, 'events', 0, 'type'), 'moved');
  assert.equal((await send('GET', `${PATH}?withSourceDevices=true`)).status, 422);
  await twin.close();
});

test('events are newest first, found by fragment and value, and change in text and fragments only', async () => {
  const { twin, id, send, created } = await openWorld();
  const event = (hour: number, more: object) => ({
    source: { id },
    type: 'e',
    text: `at ${hour}`,
    time: `2026-01-31T${hour}:00:00Z`,
    ...more,
  });
  const first = await created('/event/events', event(10, { c8y_Position: { lat: 1, lng: 2 } }));
  await created('/event/events', event(12, { room: 'a' }));
  await created('/event/events', event(11, { room: 'b' }));
  const texts = async (query: string) => {
    const { json } = await send('GET', `/event/events?source=${id}&${query}`);
    const events = at(json, 'events');
    return Array.isArray(events) ? events.map((one) => at(one, 'text')) : json;
  };
  assert.deepEqual(await texts(''), ['at 12', 'at 11', 'at 10']);
  assert.deepEqual(await texts('revert=true&dateFrom=1970-01-01'), ['at 10', 'at 11', 'at 12']);
  assert.deepEqual(await texts('fragmentType=room'), ['at 12', 'at 11']);
  assert.deepEqual(await texts('fragmentType=room&fragmentValue=b'), ['at 11']);
  assert.deepEqual(await texts('lastUpdatedFrom=2026-02-01'), []);
  assert.equal((await send('PUT', `/event/events/${first}`, { time: '2026-01-31T13:00:00Z' })).status, 422);
  const changed = await send('PUT', `/event/events/${first}`, { text: 'new', c8y_Position: null });
  assert.deepEqual([at(changed.json, 'text'), at(changed.json, 'c8y_Position')], ['new', undefined]);
  assert.deepEqual(await texts('dateTo=2026-01-31T11:00:00Z'), ['new']);
  await twin.close();
});
