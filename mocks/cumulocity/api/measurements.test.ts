import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, createTestWorld } from '../testing.ts';

const PATH = '/measurement/measurements';

async function openWorld(options: Parameters<typeof createTestWorld>[0] = {}) {
  const world = createTestWorld(options);
  const id = await world.device();
  const body = (more: object) => ({ source: { id }, type: 't', time: '2026-01-31T12:00:00Z', ...more });
  return { ...world, id, body };
}

for (const [given, message] of [
  [{}, 'Following mandatory fields should be included: source,time,type'],
  [{ source: {}, type: 't', time: null }, 'Following mandatory fields should be included: source.id,time'],
] as const) {
  test(`mandatory fields of ${JSON.stringify(given)}`, async () => {
    const { twin, send } = await openWorld();
    const { status, json } = await send('POST', PATH, given);
    assert.deepEqual(
      [status, at(json, 'error'), at(json, 'message')],
      [422, 'undefined/validationError', message],
    );
    await twin.close();
  });
}

for (const [time, shown] of [
  ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
  ['2026-01-31T12:00:00', '2026-01-31T12:00:00.000Z'],
  ['2026-01-31T12:00:00.1234567+0530', '2026-01-31T12:00:00.123+05:30'],
  ['2024-02-29T23:59:59-11:00', '2024-02-29T23:59:59.000-11:00'],
  ['2026-02-30T12:00:00Z', undefined],
  ['2026-01-31', undefined],
  ['2026-01-31T25:00:00Z', undefined],
  ['yesterday', undefined],
  [1769860800000, undefined],
] as const) {
  test(`time ${time} is ${shown ?? 'refused'}`, async () => {
    const { twin, send, body } = await openWorld();
    const { status, json } = await send('POST', PATH, body({ time }));
    assert.deepEqual([status, at(json, 'time')], [shown === undefined ? 422 : 201, shown]);
    await twin.close();
  });
}

test('invalid series of a mixed fragment are dropped, a fragment of invalid ones is left as it is', async () => {
  const { twin, send, body } = await openWorld();
  const { json } = await send(
    'POST',
    PATH,
    body({
      mixed: { ok: { value: 1.5, unit: 'C' }, no: { value: '1' }, flat: 3 },
      plain: { no: { value: true } },
      note: 'x',
    }),
  );
  assert.deepEqual(
    [at(json, 'mixed'), at(json, 'plain'), at(json, 'note')],
    [{ ok: { value: 1.5, unit: 'C' } }, { no: { value: true } }, 'x'],
  );
  await twin.close();
});

for (const [fragment, status] of [
  [{ c8y_T: { T: { value: 1, unit: '' } } }, 422],
  [{ c8y_T: { T: { value: 1, unit: null } } }, 422],
  [{ 'c8y T': { T: { value: 1 } } }, 422],
  [{ c8y_T: { 'T[0]': { value: 1 } } }, 422],
  [{ c8y_SinglePhaseElectricityMeasurement: { 'A+': { value: 1, unit: 'kWh' } } }, 201],
] as const) {
  test(`${JSON.stringify(fragment)}: ${status}`, async () => {
    const { twin, send, body } = await openWorld();
    assert.equal((await send('POST', PATH, body(fragment))).status, status);
    await twin.close();
  });
}

test('a bulk is stored whole or not at all', async () => {
  const { twin, send, body } = await openWorld();
  const bad = await send('POST', PATH, { measurements: [body({}), { type: 't' }] });
  assert.deepEqual([bad.status, twin.stats().tenants.tpx?.measurements.held], [422, 0]);
  const good = await send('POST', PATH, { measurements: [body({}), body({ type: 'u' })] });
  assert.deepEqual([good.status, at(good.json, 'measurements', 1, 'type')], [201, 'u']);
  const asOne = { headers: { 'content-type': 'application/vnd.com.nsn.cumulocity.measurement+json' } };
  assert.equal((await send('POST', PATH, { measurements: [body({})] }, asOne)).status, 422);
  await twin.close();
});

for (const [unknownSourceStatus, wanted] of [
  [422, 422],
  [404, 404],
] as const) {
  test(`an unknown source gives ${wanted} by the switch`, async () => {
    const { twin, send, body } = await openWorld({ unsettled: { unknownSourceStatus } });
    assert.equal((await send('POST', PATH, body({ source: { id: '1' } }))).status, wanted);
    await twin.close();
  });
}

test('lists are oldest first, filtered, with a range that ends before dateTo; revert needs a range', async () => {
  const { twin, send, id, created, body } = await openWorld();
  for (const [hour, type] of [
    [10, 'a'],
    [12, 'b'],
    [11, 'a'],
  ] as const) {
    await created(
      PATH,
      body({ time: `2026-01-31T${hour}:00:00Z`, type, [`c8y_${type}`]: { s: { value: hour } } }),
    );
  }
  const hours = async (query: string) => {
    const { json } = await send('GET', `${PATH}?source=${id}&${query}`);
    const found = at(json, 'measurements');
    return Array.isArray(found) ? found.map((one) => String(at(one, 'time')).slice(11, 13)) : json;
  };
  assert.deepEqual(await hours(''), ['10', '11', '12']);
  assert.deepEqual(await hours('revert=true'), ['10', '11', '12']);
  assert.deepEqual(await hours('revert=true&dateFrom=2026-01-31'), ['12', '11', '10']);
  assert.deepEqual(await hours('dateFrom=2026-01-31T11:00:00Z&dateTo=2026-01-31T12:00:00Z'), ['11']);
  assert.deepEqual(await hours('type=b'), ['12']);
  assert.deepEqual(await hours('valueFragmentType=c8y_a'), ['10', '11']);
  assert.deepEqual(await hours('valueFragmentType=c8y_a&valueFragmentSeries=other'), []);
  assert.equal((await send('GET', `${PATH}?dateFrom=2026-01-31T11:00:00+01:00`)).status, 422);
  await twin.close();
});

test('series stand beside each other, with null where there is no value', async () => {
  const { twin, send, id, created, body } = await openWorld();
  await created(PATH, body({ time: '2026-01-31T10:00:00Z', c8y_T: { T: { value: 1, unit: 'C' } } }));
  await created(PATH, body({ time: '2026-01-31T10:30:00Z', c8y_T: { T: { value: 3, unit: 'C' } } }));
  await created(PATH, body({ time: '2026-01-31T11:00:00Z', c8y_H: { h: { value: 50, unit: '%RH' } } }));
  const range = `source=${id}&dateFrom=2026-01-31&dateTo=2026-02-01`;
  const all = await send('GET', `${PATH}/series?${range}`);
  assert.deepEqual(all.json, {
    values: {
      '2026-01-31T10:00:00.000Z': [{ min: 1, max: 1 }, null],
      '2026-01-31T10:30:00.000Z': [{ min: 3, max: 3 }, null],
      '2026-01-31T11:00:00.000Z': [null, { min: 50, max: 50 }],
    },
    series: [
      { unit: 'C', name: 'T', type: 'c8y_T' },
      { unit: '%RH', name: 'h', type: 'c8y_H' },
    ],
    truncated: false,
  });
  const hourly = await send('GET', `${PATH}/series?${range}&aggregationType=HOURLY&series=c8y_T.T`);
  assert.deepEqual(at(hourly.json, 'values'), { '2026-01-31T10:00:00.000Z': [{ min: 1, max: 3 }] });
  const monthly = await send('GET', `${PATH}/series?${range}&aggregationInterval=1M&series=c8y_T.T`);
  assert.deepEqual(Object.keys(Object(at(monthly.json, 'values'))), ['2026-01-01T00:00:00.000Z']);
  assert.equal((await send('GET', `${PATH}/series?${range}&aggregationInterval=01h`)).status, 400);
  assert.equal((await send('GET', `${PATH}/series?source=${id}`)).status, 422);
  await twin.close();
});

test('a time-series store computes the functions asked for', async () => {
  const { twin, send, id, created, body } = await openWorld({
    unsettled: { measurementStore: 'time-series' },
  });
  for (const value of [1, 2, 6]) await created(PATH, body({ c8y_T: { T: { value } } }));
  const functions = ['avg', 'sum', 'count', 'stdDevSamp']
    .map((name) => `aggregationFunction=${name}`)
    .join('&');
  const query = `source=${id}&dateFrom=2026-01-01&dateTo=2026-02-01&${functions}`;
  const { json } = await send('GET', `${PATH}/series?${query}&aggregationInterval=1d`);
  assert.deepEqual(at(json, 'values', '2026-01-31T00:00:00.000Z', 0), {
    avg: 3,
    sum: 9,
    count: 3,
    stdDevSamp: Math.sqrt(7),
  });
  assert.equal((await send('GET', `${PATH}/series?${query}`)).status, 400);
  await twin.close();
});

test('more than 5000 values are cut off and told', async () => {
  const { twin, send, id } = await openWorld();
  const start = Date.UTC(2026, 0, 1);
  const measurements = Array.from({ length: 5001 }, (_, nth) => ({
    source: { id },
    type: 't',
    time: new Date(start + nth * 1000).toISOString(),
    c8y_T: { T: { value: nth } },
  }));
  await send('POST', PATH, { measurements });
  const { json } = await send('GET', `${PATH}/series?source=${id}&dateFrom=2026-01-01&dateTo=2026-01-02`);
  assert.deepEqual([Object.keys(Object(at(json, 'values'))).length, at(json, 'truncated')], [5000, true]);
  await twin.close();
});

test('text/csv is a line a series', async () => {
  const { twin, id, created, body } = await openWorld();
  await created(PATH, body({ c8y_T: { T: { value: 1.5, unit: 'a,b' }, U: { value: 2 } } }));
  const answer = await twin.request({
    host: 'tpx.eu-latest.cumulocity.com',
    method: 'GET',
    path: `${PATH}?source=${id}`,
    headers: {
      accept: 'text/csv',
      authorization: `Basic ${Buffer.from('bridge:secret-1').toString('base64')}`,
    },
  });
  assert.equal(
    answer.body,
    'time,source,device_name,fragment.series,value,unit\n' +
      `2026-01-31T12:00:00.000Z,${id},probe,c8y_T.T,1.5,"a,b"\n` +
      `2026-01-31T12:00:00.000Z,${id},probe,c8y_T.U,2,\n`,
  );
  await twin.close();
});

test('deleting wants a source or a date', async () => {
  const { twin, send, id, created, body } = await openWorld();
  await created(PATH, body({}));
  await created(PATH, body({ type: 'u' }));
  assert.equal((await send('DELETE', PATH)).status, 422);
  assert.equal((await send('DELETE', `${PATH}?type=t`)).status, 422);
  assert.equal((await send('DELETE', `${PATH}?source=${id}&type=t`)).status, 204);
  assert.equal(twin.stats().tenants.tpx?.measurements.held, 1);
  await twin.close();
});

test('the oldest are dropped and counted when the store is full', async () => {
  const { twin, send, id, body } = await openWorld({ limits: { measurements: 2 } });
  await send('POST', PATH, { measurements: [body({ type: 'a' }), body({ type: 'b' }), body({ type: 'c' })] });
  const { json } = await send('GET', `${PATH}?source=${id}`);
  assert.deepEqual([at(json, 'measurements', 0, 'type'), at(json, 'measurements', 1, 'type')], ['b', 'c']);
  assert.deepEqual(twin.stats().tenants.tpx?.measurements, { held: 2, stored: 3, dropped: 1 });
  await twin.close();
});
