import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { connection, createConnectionWorld, uplink } from '../../connections/testing/world.ts';
import { createMapper } from '../../cumulocity/mapper.ts';
import { error, json, reset } from '../../cumulocity/testing/fake-platform.ts';
import { openUplinkLog } from '../uplink-log.ts';
import { counters, openWorld } from './testing/open-world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

test('an uplink arrives decoded, converted and stamped with its emission', async () => {
  const world = await openWorld();
  await world.uplinks([uplink(7)]);
  const [measurement] = world.platform.measurements;
  assert.deepEqual(measurement, {
    source: { id: '101' },
    type: 'iotFlow_Uplink',
    time: '2026-01-31T12:00:00.000Z',
    c8y_SignalStrength: {
      rssi: { value: -60, unit: 'dBm' },
      snr: { value: 9.75, unit: 'dB' },
      sf: { value: 7 },
    },
    c8y_TemperatureMeasurement: { T: { value: 22.6, unit: 'C' } },
    c8y_HumidityMeasurement: { h: { value: 41, unit: '%RH' } },
    c8y_LightMeasurement: { e: { value: 39, unit: 'lux' } },
    c8y_SpeedMeasurement: { motionDetected: { value: 6 } },
    iotFlow_Frame: {
      fCntUp: { value: 7 },
      devAddr: { value: 0x0405f519 },
      mic: { value: 0x38e7a3b9 },
      part: { value: 0 },
    },
  });
  assert.deepEqual(world.platform.objects.get('101'), {
    id: '101',
    name: '0018B20000000B20',
    type: 'iotFlow_LorawanDevice',
    c8y_IsDevice: {},
    com_cumulocity_model_Agent: {},
    c8y_Hardware: { serialNumber: '0018B20000000B20', model: 'elsys:ers:1' },
    c8y_SupportedOperations: ['c8y_Command'],
  });
  assert.equal(world.supervisor.metrics('1').uplinksLast1h, 1);
  await world.supervisor.close();
});

test('what waited travels in bulk requests, in each device’s order', async () => {
  const world = createConnectionWorld({ bulk: 10 });
  world.supervisor.apply(connection());
  world.supervisor.stop('1');
  await world.clock.settle();
  const devices = Array.from({ length: 7 }, (_, index) => `00000000000000A${index}`);
  const frames = Array.from({ length: 20 }, (_, index) => index + 1);
  await world.uplinks(frames.flatMap((frame) => devices.map((DevEUI) => uplink(frame, { DevEUI }))));
  world.supervisor.start('1');
  await world.clock.settle();
  for (const device of devices) assert.deepEqual(counters(world, device), frames);
  assert.ok(world.platform.calls('POST /measurement').length <= 21);
  await world.supervisor.close();
});

test('a connection begins at the log’s end of its creation, and catches up after it was stopped', async () => {
  const world = createConnectionWorld();
  await world.uplinks([uplink(1)]);
  world.supervisor.apply(connection());
  await world.clock.settle();
  await world.uplinks([uplink(2)]);
  world.supervisor.stop('1');
  await world.clock.settle();
  await world.uplinks([uplink(3)]);
  assert.deepEqual(counters(world), [2]);
  world.supervisor.start('1');
  await world.clock.settle();
  assert.deepEqual(counters(world), [2, 3]);
  await world.supervisor.close();
});

test('after a restart of the bridge each uplink is stored once, also one that was under way', async () => {
  const world = await openWorld();
  await world.uplinks([uplink(1)]);
  // The data are stored, the answer is not awaited any more: the bridge dies.
  world.platform.next('POST /measurement', 1, (_request, carryOut) => {
    carryOut();
    return world.clock.wait('for ever', new Promise(() => {}));
  });
  await world.uplinks([uplink(2), uplink(3)]);
  world.restart();
  world.supervisor.apply(connection());
  await world.clock.settle();
  await world.uplinks([uplink(4)]);
  assert.deepEqual(counters(world), [1, 2, 3, 4]);
  await world.supervisor.close();
});

test('stored, then reset or 500: it is once by effect', async () => {
  const world = await openWorld();
  const endings = [() => error(500), reset];
  for (const [index, ending] of endings.entries()) {
    world.platform.next('POST /measurement', 1, (_request, carryOut) => {
      carryOut();
      return ending();
    });
    await world.uplinks([uplink(10 * index + 1), uplink(10 * index + 2)]);
    await world.clock.advance(SECOND);
  }
  assert.deepEqual(counters(world), [1, 2, 11, 12]);
  assert.equal(world.state(), 'OPENED');
  await world.supervisor.close();
});

test('not stored, and reset or 500 or 429: it is sent again', async () => {
  const world = await openWorld();
  world.platform.next('POST /measurement', 1, () => error(500));
  await world.uplinks([uplink(1)]);
  await world.clock.advance(SECOND);
  world.platform.next('POST /measurement', 1, () => reset());
  await world.uplinks([uplink(2)]);
  await world.clock.advance(SECOND);
  world.platform.next('POST /measurement', 1, () => error(429, { 'retry-after': '30' }));
  await world.uplinks([uplink(3)]);
  await world.clock.advance(29 * SECOND);
  assert.deepEqual(counters(world), [1, 2]);
  await world.clock.advance(SECOND);
  assert.deepEqual(counters(world), [1, 2, 3]);
  await world.supervisor.close();
});

test('whatever faults come, each uplink is stored once and in order', async () => {
  const faults = fc.array(
    fc.constantFrom('ok', 'not stored 500', 'stored 500', 'not stored reset', 'stored reset', '503', '429'),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(faults, async (plan) => {
      const world = await openWorld({}, { bulk: 3 });
      const left = [...plan];
      world.platform.intercept((request, carryOut) => {
        if (request.method !== 'POST' || !request.url.includes('/measurement/')) return undefined;
        const fault = left.shift() ?? 'ok';
        if (fault === 'ok' || fault.startsWith('stored')) carryOut();
        if (fault.endsWith('reset')) reset();
        if (fault.endsWith('500')) return error(500);
        return fault === 'ok' ? json(201, {}) : error(Number(fault));
      });
      const others = [1, 2, 3].map((frame) => uplink(frame, { DevEUI: '00000000000000A1' }));
      await world.uplinks([uplink(1), ...others, uplink(2), uplink(3)]);
      await world.uplinks([uplink(4), uplink(5)]);
      await world.clock.advance(HOUR);
      assert.deepEqual(counters(world), [1, 2, 3, 4, 5]);
      assert.deepEqual(counters(world, '00000000000000A1'), [1, 2, 3]);
      await world.supervisor.close();
    }),
    { numRuns: 40 },
  );
});

test('a refused measurement is found in a bulk, set aside and told; the others are stored, once', async () => {
  for (const partial of [false, true]) {
    const world = createConnectionWorld();
    world.supervisor.apply(connection());
    world.supervisor.stop('1');
    await world.clock.settle();
    world.platform.intercept((request, carryOut) => {
      if (request.method !== 'POST' || !request.url.includes('/measurement/')) return undefined;
      if (request.body?.includes('"fCntUp":{"value":13}') !== true) return undefined;
      // Some platforms keep what stands before the refused one.
      if (partial) {
        const { measurements = [] } = JSON.parse(request.body);
        const kept = measurements
          .slice(0, 2)
          .filter((one: object) => !JSON.stringify(one).includes('"value":13}'));
        world.platform.measurements.push(...kept);
      }
      void carryOut;
      return error(422);
    });
    await world.uplinks([11, 12, 13, 14, 15].map((frame) => uplink(frame)));
    world.supervisor.start('1');
    await world.clock.settle();
    assert.deepEqual(counters(world), [11, 12, 14, 15], `partial ${partial}`);
    const rejected = world.events.filter(({ type }) => type === 'message-rejected');
    assert.deepEqual(
      rejected.map(({ fCntUp }) => fCntUp),
      [13],
    );
    const { uplinksLast1h, uplinksLast1hFailed, messagesLost } = world.supervisor.metrics('1');
    assert.deepEqual([uplinksLast1h, uplinksLast1hFailed, messagesLost], [4, 1, 1]);
    await world.supervisor.close();
  }
});

test('a deleted device is registered again and gets what was for it', async () => {
  for (const status of [404, 422]) {
    const world = await openWorld();
    await world.uplinks([uplink(1)]);
    world.platform.removeObject('101');
    world.platform.intercept((request) =>
      request.method === 'POST' && request.url.includes('/measurement/') && request.body?.includes('"101"')
        ? error(status)
        : undefined,
    );
    await world.uplinks([uplink(2), uplink(3)]);
    assert.deepEqual(counters(world), [2, 3], String(status));
    assert.equal(world.state(), 'OPENED');
    assert.equal(world.types().filter((type) => type === 'device-created').length, 2);
    await world.supervisor.close();
  }
});

test('createDevices false: an unknown device is told and skipped, a known one is served', async () => {
  const world = await openWorld({ createDevices: false });
  await world.uplinks([uplink(1)]);
  assert.equal(world.platform.objects.size, 0);
  assert.deepEqual(
    world.events.filter(({ type }) => type === 'device-not-created').map(({ fCntUp }) => fCntUp),
    [1],
  );
  world.platform.bind('c8y_Serial', '0018B20000000B20', '7');
  await world.uplinks([uplink(2)]);
  assert.deepEqual(counters(world), [2]);
  world.platform.removeObject('7');
  await world.uplinks([uplink(3)]);
  assert.equal(world.platform.objects.size, 0);
  assert.equal(world.supervisor.metrics('1').messagesLost, 2);
  await world.supervisor.close();
});

test('a payload that can’t be decoded is told, and its signal strength is delivered', async () => {
  const world = await openWorld();
  await world.uplinks([uplink(1, { payload_hex: 'ffff' }), uplink(2)]);
  assert.deepEqual(counters(world), [1, 2]);
  const [failed, decoded] = world.platform.measurements;
  assert.equal(failed?.c8y_TemperatureMeasurement, undefined);
  assert.notEqual(failed?.c8y_SignalStrength, undefined);
  assert.notEqual(decoded?.c8y_TemperatureMeasurement, undefined);
  assert.deepEqual(
    world.events.filter(({ type }) => type === 'decoding-failed').map(({ fCntUp }) => fCntUp),
    [1],
  );
  await world.supervisor.close();
});

test('an uplink at which the mapper fails is set aside and told; the others arrive', async () => {
  const { map } = createMapper();
  const world = createConnectionWorld(
    {},
    {
      map(uplink, points) {
        if (uplink.fCntUp === 2) throw new Error('nobody thought of this');
        return map(uplink, points);
      },
    },
  );
  world.supervisor.apply(connection());
  await world.clock.settle();
  await world.uplinks([uplink(1), uplink(2), uplink(3)]);
  assert.deepEqual(counters(world), [1, 3]);
  assert.deepEqual([world.state(), world.supervisor.metrics('1').uplinksLast1hFailed], ['OPENED', 1]);
  assert.deepEqual(
    world.events.filter(({ type }) => type === 'message-rejected').map(({ fCntUp }) => fCntUp),
    [2],
  );
  await world.supervisor.close();
});

test('the position goes onto the device and into an event; a late frame does not bring it back', async () => {
  const world = await openWorld();
  const located = (frame: number, at: string, DevLAT: string) =>
    uplink(frame, { Time: at, DevLAT, DevLON: '11.5', DevAlt: '500' });
  await world.uplinks([located(2, '2026-01-31T11:59:00Z', '48.2')]);
  await world.uplinks([located(1, '2026-01-31T11:50:00Z', '48.1')]);
  assert.deepEqual(world.platform.objects.get('101')?.c8y_Position, { lat: 48.2, lng: 11.5, alt: 500 });
  assert.deepEqual(
    world.platform.events.map(({ type, time, c8y_Position }) => [type, time, c8y_Position]),
    [
      ['c8y_LocationUpdate', '2026-01-31T11:59:00.000Z', { lat: 48.2, lng: 11.5, alt: 500 }],
      ['c8y_LocationUpdate', '2026-01-31T11:50:00.000Z', { lat: 48.1, lng: 11.5, alt: 500 }],
    ],
  );
  await world.supervisor.close();
});

test('an event whose answer was lost is not written twice', async () => {
  const world = await openWorld();
  world.platform.next('POST /event', 1, (_request, carryOut) => {
    carryOut();
    return error(502);
  });
  await world.uplinks([uplink(1, { DevLAT: 48, DevLON: 11 })]);
  await world.clock.advance(SECOND);
  assert.equal(world.platform.events.length, 1);
  assert.equal(world.platform.measurements.length, 1);
  await world.supervisor.close();
});

test('an outage of one connection holds up no other', async () => {
  const world = await openWorld();
  world.supervisor.apply(connection({ hostName: 'broken.example.com' }, { id: '2', name: 'second' }));
  await world.clock.settle();
  world.platform.intercept((request) => (request.url.includes('broken') ? error(503) : undefined));
  await world.uplinks([uplink(1), uplink(2)], ['1', '2']);
  assert.deepEqual(counters(world), [1, 2]);
  await world.supervisor.close();
});

test('a removed connection sends nothing more', async () => {
  const world = await openWorld();
  world.platform.intercept(({ method, signal }) =>
    method === 'POST'
      ? world.clock.wait(
          'silence',
          new Promise((_, refuse) => signal?.addEventListener('abort', () => refuse(new Error('aborted')))),
        )
      : undefined,
  );
  await world.uplinks([uplink(1)]);
  await world.supervisor.remove('1');
  const sent = world.platform.requests.length;
  await world.uplinks([uplink(2)]);
  await world.clock.advance(HOUR);
  assert.equal(world.platform.requests.length, sent);
  assert.deepEqual([world.clock.pending(), world.clock.active()], [[], []]);
});

test('what all connections have delivered leaves the log, but for the frames that may come again', async () => {
  const world = await openWorld({}, { keepEntries: 50 });
  const log = openUplinkLog(world.storage);
  const frames = Array.from({ length: 1200 }, (_, index) => uplink(index + 1));
  await world.uplinks(frames);
  const kept = await log.read(0, 5000);
  assert.ok(kept.length >= 50 && kept.length <= 1100, String(kept.length));
  assert.equal(world.platform.measurements.length, 1200);
  await world.supervisor.close();
});
