import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { connection, createConnectionWorld, uplink } from '../../connections/testing/world.ts';
import { createCumulocityClient } from '../../cumulocity/cumulocity-client.ts';
import { TransportError } from '../../cumulocity/http-transport.ts';
import { error, FakePlatform, json, reset } from '../../cumulocity/testing/fake-platform.ts';
import { look } from './look.ts';
import { counters, openWorld } from './testing/open-world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

type World = Awaited<ReturnType<typeof openWorld>>;

const located = (frame: number, DevLAT = 48 + frame / 100) => uplink(frame, { DevLAT, DevLON: 11.5 });

/** The bridge dies with what it has under way, and another begins on the same store. */
async function killed(world: World, configuration: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await world.supervisor.close();
  world.restart();
  world.supervisor.apply(connection(configuration));
  await world.clock.settle();
}

/** Stores whatever comes for `path`, or not, and never answers. */
function silent(world: World, path: string, store: boolean): () => void {
  return world.platform.intercept(({ method, url, signal }, carryOut) => {
    if ((method !== 'POST' && method !== 'PUT') || !url.includes(path)) return undefined;
    if (store) carryOut();
    const dead = new Promise<never>((_, refuse) => {
      signal?.addEventListener('abort', () => refuse(new TransportError('aborted', 'the bridge died', true)));
    });
    return world.clock.wait('for ever', dead);
  });
}

test('killed at any write, measurements and events are stored once and the position is the last one', async () => {
  const places = [
    '/measurement/',
    '/event/',
    '/inventory/managedObjects/',
    '/inventory/managedObjects',
    '/identity/',
  ];
  const moments = fc.tuple(fc.constantFrom(...places), fc.boolean(), fc.integer({ min: 1, max: 3 }));
  await fc.assert(
    fc.asyncProperty(fc.array(moments, { maxLength: 4 }), async (deaths) => {
      const world = await openWorld({ sendMetadata: true }, { batch: 4, bulk: 2 });
      let frame = 0;
      for (const [place, store, count] of deaths) {
        const heal = silent(world, place, store);
        for (const last = frame + count; frame < last; ) {
          frame += 1;
          await world.uplinks([located(frame)]);
        }
        await world.supervisor.close();
        heal();
        await killed(world, { sendMetadata: true });
      }
      frame += 1;
      await world.uplinks([located(frame)]);
      await world.clock.advance(MINUTE);
      const frames = Array.from({ length: frame }, (_, index) => index + 1);
      assert.deepEqual(counters(world), frames);
      for (const type of ['c8y_LocationUpdate', 'iotFlow_Document']) {
        const told = world.platform.events.filter((event) => event.type === type);
        assert.deepEqual(
          told.map(({ iotFlow_Frame: of }) => JSON.parse(JSON.stringify(of)).fCntUp),
          frames,
        );
      }
      const [device, ...others] = world.platform.objects.values();
      assert.deepEqual(others, []);
      assert.deepEqual(JSON.parse(JSON.stringify(device?.c8y_Position)).lat, 48 + frame / 100);
    }),
    { numRuns: 30 },
  );
});

test('a late frame does not bring a device back, also when the bridge was started anew', async () => {
  const world = await openWorld();
  await world.uplinks([uplink(2, { Time: '2026-01-31T11:59:00Z', DevLAT: 48.2, DevLON: 11.5 })]);
  await world.supervisor.close();
  await killed(world);
  await world.uplinks([uplink(1, { Time: '2026-01-31T11:50:00Z', DevLAT: 48.1, DevLON: 11.5 })]);
  assert.deepEqual(world.platform.objects.get('101')?.c8y_Position, { lat: 48.2, lng: 11.5 });
  assert.equal(world.platform.events.length, 2);
  await world.supervisor.close();
});

test('an uplink of which nobody knows whether it arrived is looked for before it is told as expired', async () => {
  for (const stored of [true, false]) {
    const world = await openWorld({ uplinkTimeValidity: '1h' });
    await world.uplinks([uplink(1)]);
    const heal = silent(world, '/measurement/', stored);
    await world.uplinks([uplink(2)]);
    await world.supervisor.close();
    heal();
    await world.clock.advance(DAY);
    await killed(world, { uplinkTimeValidity: '1h' });
    const expired = world.events.filter(({ type }) => type === 'message-expired');
    assert.deepEqual(
      expired.map(({ fCntUp }) => fCntUp),
      stored ? [] : [2],
    );
    assert.deepEqual(counters(world), stored ? [1, 2] : [1]);
    assert.equal(world.supervisor.metrics('1').messagesLost, stored ? 0 : 1);
    await world.supervisor.close();
  }
});

test('for an expired uplink no device is created', async () => {
  const world = await openWorld({ uplinkTimeValidity: '1h' });
  const heal = silent(world, '/inventory/', false);
  await world.uplinks([uplink(1)]);
  await world.supervisor.close();
  heal();
  await world.clock.advance(DAY);
  await killed(world, { uplinkTimeValidity: '1h' });
  assert.equal(world.platform.objects.size, 0);
  assert.equal(world.events.filter(({ type }) => type === 'message-expired').length, 1);
  await world.supervisor.close();
});

test('where a page is full, the look goes on in halves of its time until it has seen all', async () => {
  const platform = new FakePlatform();
  platform.bind('c8y_Serial', 'X', '7');
  const time = (ms: number) => new Date(ms).toISOString();
  const draft = (ms: number) => ({
    type: 'iotFlow_Uplink',
    time: time(ms),
    fragments: { iotFlow_Frame: { fCntUp: { value: ms } } },
  });
  for (let ms = 0; ms < 9000; ms += 1) {
    platform.measurements.push({
      source: { id: '7' },
      type: 'iotFlow_Uplink',
      time: time(ms),
      ...draft(ms).fragments,
    });
  }
  // A real platform gives a page at a time.
  platform.intercept((request, carryOut) => {
    const { measurements } = JSON.parse(carryOut().body);
    assert.match(request.url, /pageSize=2000/);
    return json(200, { measurements: measurements.slice(0, 2000) });
  });
  const client = createCumulocityClient({
    http: platform,
    account: { hostName: 't1.example.com', tenantId: 't1', username: 'user', password: 'secret' },
    timeouts: { connectMs: 1, headersMs: 1, bodyMs: 1 },
  });
  const writes = [10, 2500, 4999, 7777, 20_000].map((ms) => ({
    kind: 'measurement' as const,
    draft: draft(ms),
    done: false,
    suspect: true,
  }));
  await look(client, '7', writes);
  assert.deepEqual(
    writes.map(({ done, suspect }) => [done, suspect]),
    [true, true, true, true, false].map((done) => [done, false]),
  );
});

test('429 lets the whole connection rest as long as it is asked, and the link stays open', async () => {
  const world = await openWorld();
  world.supervisor.apply(connection({ hostName: 'other.example.com' }, { id: '2', name: 'second' }));
  await world.clock.settle();
  await world.uplinks([uplink(1)], ['1']);
  const asked: number[] = [];
  world.platform.intercept((request) => {
    if (request.url.includes('other') || asked.length === 6) return undefined;
    asked.push(world.clock.now());
    return error(429, { 'retry-after': '120' });
  });
  await world.uplinks([uplink(2), uplink(1, { DevEUI: '00000000000000A1' })], ['1']);
  await world.uplinks([uplink(1, { DevEUI: '00000000000000B1' })], ['2']);
  assert.deepEqual(counters(world, '00000000000000B1'), [1]);
  await world.clock.advance(20 * MINUTE);
  assert.deepEqual([counters(world), counters(world, '00000000000000A1')], [[1, 2], [1]]);
  const waves = [...new Set(asked)];
  assert.deepEqual(
    waves.slice(1).map((at, index) => at - (waves[index] ?? 0)),
    waves.slice(1).map(() => 120 * SECOND),
  );
  assert.equal(world.state(), 'OPENED');
  assert.equal(world.types().filter((type) => type === 'connection-opened').length, 2);
  await world.supervisor.close();
});

test('without Retry-After the rest doubles up to a minute; what grows too old meanwhile is not sent', async () => {
  const world = await openWorld({ uplinkTimeValidity: '5m' });
  await world.uplinks([uplink(1)]);
  const asked: number[] = [];
  world.platform.intercept((request) => {
    if (request.method !== 'POST') return undefined;
    asked.push(world.clock.now());
    return error(429);
  });
  await world.uplinks([uplink(2)]);
  await world.clock.advance(10 * MINUTE);
  assert.deepEqual(
    asked.slice(1).map((at, index) => (at - (asked[index] ?? 0)) / SECOND),
    [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60],
  );
  assert.deepEqual(counters(world), [1]);
  assert.equal(world.events.filter(({ type }) => type === 'message-expired').length, 1);
  assert.equal(world.state(), 'OPENED');
  await world.supervisor.close();
});

test('a platform that does not answer holds one batch in memory; the rest stays in the log', async () => {
  const world = await openWorld({}, { batch: 10 });
  await world.uplinks([uplink(1)]);
  const heal = silent(world, '/measurement/', false);
  for (let frame = 2; frame <= 100; frame += 1) await world.uplinks([uplink(frame)]);
  const bodies = world.platform.requests.filter(
    ({ method, url }) => method === 'POST' && url.includes('/measurement/'),
  );
  assert.equal(bodies.length, 2, 'nothing more is begun while one request is unanswered');
  await world.supervisor.close();
  heal();
  await killed(world);
  assert.deepEqual(
    counters(world),
    Array.from({ length: 100 }, (_, index) => index + 1),
  );
  // Later requests carry more: eleven batches of ten or less, where there were a hundred uplinks.
  assert.ok(world.platform.calls('POST /measurement').length <= 14);
  await world.supervisor.close();
});

test('idle, a connection asks nothing', async () => {
  const world = await openWorld();
  await world.uplinks([uplink(1)]);
  const before = world.platform.requests.length;
  await world.clock.advance(DAY);
  assert.equal(world.platform.requests.length, before);
  await world.supervisor.close();
});

test('a request that was reset and one that was not are told apart by what is stored', async () => {
  const world = createConnectionWorld({ bulk: 4 });
  world.supervisor.apply(connection());
  world.supervisor.stop('1');
  await world.clock.settle();
  await world.uplinks([1, 2, 3, 4].map((frame) => uplink(frame)));
  // Half of a bulk request is kept, then the connection breaks.
  world.platform.next('POST /measurement', 1, (request) => {
    const { measurements } = JSON.parse(request.body ?? '{}');
    world.platform.measurements.push(...measurements.slice(0, 2));
    return reset();
  });
  world.supervisor.start('1');
  await world.clock.advance(MINUTE);
  assert.deepEqual(counters(world), [1, 2, 3, 4]);
  await world.supervisor.close();
});
