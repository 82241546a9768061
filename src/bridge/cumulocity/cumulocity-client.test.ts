import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CumulocityClient, createCumulocityClient } from './cumulocity-client.ts';
import { error, json } from './testing/fake-platform.ts';
import { answer, callOptions, ScriptedTransport } from './testing/scripted-transport.ts';

const TIME = '2026-01-31T12:00:00.000Z';
const MEASUREMENT = { sourceId: '7', type: 'm', time: TIME, fragments: { f: { s: { value: 1 } } } };
const EVENT = { sourceId: '7', type: 'e', time: TIME, text: 'told', fragments: { f: 1 } };
const LOOK = { sourceId: '7', type: 'a b', from: '2026-01-31T11:00:00.000+01:00', to: TIME };
const OBJECT = { managedObjects: [] };

function clientOf(...answers: ConstructorParameters<typeof ScriptedTransport>) {
  const http = new ScriptedTransport(...answers);
  return { http, client: createCumulocityClient(callOptions(http)) };
}

const vendor = (name: string) => `application/vnd.com.nsn.cumulocity.${name}+json;charset=UTF-8;ver=0.9`;
const RANGE =
  'source=7&type=a+b&dateFrom=2026-01-31T11%3A00%3A00.000%2B01%3A00&dateTo=2026-01-31T12%3A00%3A00.000Z';

/** Paths stand as people read them, but for those whose escapes matter. */
const CALLS: readonly {
  readonly call: (client: CumulocityClient) => Promise<unknown>;
  readonly answer: Parameters<typeof json>;
  readonly asks: string;
  readonly accept: string;
  readonly sends?: readonly [type: string, body: unknown];
  readonly gives?: unknown;
}[] = [
  {
    call: (client) => client.currentTenant(),
    answer: [200, { name: 't07', domainName: 'x' }],
    asks: 'GET /tenant/currentTenant',
    accept: 'application/json',
    gives: 't07',
  },
  {
    call: (client) => client.currentUser(),
    answer: [200, { id: 'i', userName: 'u' }],
    asks: 'GET /user/currentUser',
    accept: vendor('currentUser'),
    gives: 'u',
  },
  {
    call: (client) => client.findByExternalId('a/b', 'c?d e'),
    answer: [200, { managedObject: { id: 12 } }],
    asks: 'GET /identity/externalIds/a%2Fb/c%3Fd%20e',
    accept: vendor('externalId'),
    gives: '12',
  },
  {
    call: (client) => client.bindExternalId('7', 'c8y_Serial', '00AB'),
    answer: [201, {}],
    asks: 'POST /identity/globalIds/7/externalIds',
    accept: vendor('externalId'),
    sends: [vendor('externalId'), { type: 'c8y_Serial', externalId: '00AB' }],
  },
  {
    call: (client) => client.createManagedObject({ name: 'n', c8y_IsDevice: {} }),
    answer: [201, { id: '8', name: 'n' }],
    asks: 'POST /inventory/managedObjects',
    accept: vendor('managedObject'),
    sends: [vendor('managedObject'), { name: 'n', c8y_IsDevice: {} }],
    gives: '8',
  },
  {
    call: (client) => client.findBySerialNumber('t', '00AB'),
    answer: [200, OBJECT],
    asks: "GET /inventory/managedObjects?query=$filter=(type eq 't' and c8y_Hardware.serialNumber eq '00AB')&pageSize=100",
    accept: 'application/json',
    gives: [],
  },
  {
    call: (client) => client.deleteManagedObject('7'),
    answer: [204, ''],
    asks: 'DELETE /inventory/managedObjects/7',
    accept: 'application/json',
  },
  {
    call: (client) => client.managedObjectExists('7'),
    answer: [200, {}],
    asks: 'GET /inventory/managedObjects/7?withParents=false&withChildren=false',
    accept: vendor('managedObject'),
    gives: true,
  },
  {
    call: (client) => client.updatePosition('7', { lat: 1, lng: 2 }),
    answer: [200, {}],
    asks: 'PUT /inventory/managedObjects/7',
    accept: vendor('managedObject'),
    sends: [vendor('managedObject'), { c8y_Position: { lat: 1, lng: 2 } }],
  },
  {
    call: (client) => client.createMeasurements([MEASUREMENT]),
    answer: [201, {}],
    asks: 'POST /measurement/measurements',
    accept: vendor('measurement'),
    sends: [vendor('measurement'), { source: { id: '7' }, type: 'm', time: TIME, f: { s: { value: 1 } } }],
  },
  {
    call: (client) =>
      client.createMeasurements([MEASUREMENT, { ...MEASUREMENT, sourceId: '8', fragments: {} }]),
    answer: [201, {}],
    asks: 'POST /measurement/measurements',
    accept: vendor('measurementCollection'),
    sends: [
      vendor('measurementCollection'),
      {
        measurements: [
          { source: { id: '7' }, type: 'm', time: TIME, f: { s: { value: 1 } } },
          { source: { id: '8' }, type: 'm', time: TIME },
        ],
      },
    ],
  },
  {
    call: (client) => client.findMeasurements(LOOK),
    answer: [200, { measurements: [{ id: '1' }, { id: '2' }] }],
    asks: `GET /measurement/measurements?${decodeURIComponent(RANGE).replaceAll('a+b', 'a b')}&pageSize=2000`,
    accept: 'application/json',
    gives: [{ id: '1' }, { id: '2' }],
  },
  {
    call: (client) => client.createEvent(EVENT),
    answer: [201, {}],
    asks: 'POST /event/events',
    accept: vendor('event'),
    sends: [vendor('event'), { source: { id: '7' }, type: 'e', time: TIME, text: 'told', f: 1 }],
  },
  {
    call: (client) => client.findEvents({ ...LOOK, limit: 1 }),
    answer: [200, { events: [{ id: '1' }] }],
    asks: `GET /event/events?${decodeURIComponent(RANGE).replaceAll('a+b', 'a b')}&pageSize=1`,
    accept: 'application/json',
    gives: [{ id: '1' }],
  },
];

test('each call asks for what the platform documents, and gives what stands in the answer', async () => {
  for (const { call, answer: answered, asks, accept, sends, gives } of CALLS) {
    const { http, client } = clientOf(json(...answered));
    assert.deepEqual(await call(client), gives, asks);
    const [request, ...more] = http.requests;
    const asked = http.asked.map((path) => decodeURIComponent(path.replace(/(?<=\?.*)\+/g, ' ')));
    assert.deepEqual(asks.includes('%') ? http.asked : asked, [asks]);
    assert.deepEqual(more, []);
    assert.equal(request?.headers.accept, accept, asks);
    assert.equal(request?.headers['content-type'], sends?.[0], asks);
    assert.deepEqual(http.bodies, [sends?.[1]], asks);
  }
});

test('a time with an offset is asked for with its plus sign, which is no blank', async () => {
  const { http, client } = clientOf(json(200, { events: [] }));
  await client.findEvents(LOOK);
  assert.deepEqual(http.asked, [`GET /event/events?${RANGE}&pageSize=2000`]);
});

test('no measurements are no call', async () => {
  const { http, client } = clientOf();
  await client.createMeasurements([]);
  assert.deepEqual(http.asked, []);
});

test('a 404 says that there is none where something is looked for or removed, and fails where it is changed', async () => {
  const { client } = clientOf(error(404));
  assert.equal(await client.findByExternalId('t', 'x'), undefined);
  assert.equal(await client.managedObjectExists('7'), false);
  await client.deleteManagedObject('7');
  for (const failing of [
    client.bindExternalId('7', 't', 'x'),
    client.updatePosition('7', { lat: 1, lng: 2 }),
    client.findBySerialNumber('t', 'x'),
    client.findEvents(LOOK),
    client.createEvent(EVENT),
  ]) {
    await assert.rejects(failing, { code: 'not-found', status: 404, maybeCarriedOut: false });
  }
});

test('another refusal is no 404', async () => {
  const { client } = clientOf(error(403));
  for (const failing of [
    client.findByExternalId('t', 'x'),
    client.managedObjectExists('7'),
    client.deleteManagedObject('7'),
  ]) {
    await assert.rejects(failing, { code: 'unauthenticated' });
  }
});

test('what is stored is answered 201; any other success is not Cumulocity’s and leaves open what was done', async () => {
  const unexpected = { code: 'unexpected-answer', maybeCarriedOut: true };
  for (const status of [200, 202, 204]) {
    const { client } = clientOf(json(status, { measurements: [{}, {}] }));
    await assert.rejects(client.createMeasurements([MEASUREMENT]), { ...unexpected, status });
    await assert.rejects(client.createMeasurements([MEASUREMENT, MEASUREMENT]), { ...unexpected, status });
    await assert.rejects(client.createEvent(EVENT), { ...unexpected, status });
  }
});

test('one measurement is stored whatever the answer repeats of it', async () => {
  const { client } = clientOf(answer(201, '{"measurements":[]}'));
  await client.createMeasurements([MEASUREMENT]);
  await assert.rejects(client.createMeasurements([MEASUREMENT, MEASUREMENT]), {
    code: 'refused',
    status: 201,
    maybeCarriedOut: true,
  });
});

test('answers that lack what is asked for are not Cumulocity’s', async () => {
  for (const body of [
    '',
    'null',
    '[]',
    '{}',
    '<html></html>',
    '{"name":""}',
    '{"managedObject":{"id":""}}',
  ]) {
    const { client } = clientOf(answer(200, body));
    for (const failing of [
      client.currentTenant(),
      client.findByExternalId('t', 'x'),
      client.createManagedObject({}),
      client.findBySerialNumber('t', 'x'),
      client.findMeasurements(LOOK),
      client.findEvents(LOOK),
    ]) {
      await assert.rejects(failing, { code: 'unexpected-answer', status: 200 }, body);
    }
  }
});

test('a user is told by name, else by id, else by nothing', async () => {
  for (const [body, told] of [
    [{ userName: 'u', id: 'i' }, 'u'],
    [{ id: 'i' }, 'i'],
    [{}, ''],
  ]) {
    assert.equal(await clientOf(json(200, body)).client.currentUser(), told);
  }
});

test('of the objects found only those of the type and the serial number count, in the order of the answer', async () => {
  const hardware = { c8y_Hardware: { serialNumber: '00AB' } };
  const { client } = clientOf(
    json(200, {
      managedObjects: [
        { id: 9, type: 't', ...hardware },
        { id: '1', type: 'other', ...hardware },
        { id: '2', type: 't' },
        { id: '3', type: 't', c8y_Hardware: 'odd' },
        { id: '4', type: 't', c8y_Hardware: { serialNumber: '00ab' } },
        { id: '5', type: 't', ...hardware },
      ],
    }),
  );
  assert.deepEqual(await client.findBySerialNumber('t', '00AB'), ['9', '5']);
});
