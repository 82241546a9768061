import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createVirtualClock } from '../../../src/clock/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { createNetwork, createTraffic } from '../index.ts';
import { createDailyWalk } from './daily-walk.ts';

const MINUTE = 60_000;

function world(publish: () => Promise<void> = async () => {}) {
  const failures: unknown[] = [];
  const clock = createVirtualClock({ start: 0, onError: (error) => failures.push(error) });
  const random = createRandom('traffic');
  const network = createNetwork({ clock, random, recorder: { record: () => {} }, mqtt: { publish } });
  return { clock, network, random, failures };
}

describe('traffic', () => {
  it('has each device send once a period, at moments that differ, the formats by turns', async () => {
    const { clock, network, random } = world();
    const traffic = createTraffic({ network, clock, random, devices: 10, everyMs: MINUTE, jitter: 0.2 });
    traffic.start();
    await clock.advance(100 * MINUTE);
    await traffic.stop();
    assert.deepEqual([...new Set(traffic.devices.map(({ codec }) => codec))].sort(), [
      'adeunis-field-test',
      'elsys-ers',
    ]);
    for (const device of traffic.devices) {
      const times = network.sent().filter(({ devEui }) => devEui === device.devEui);
      assert.ok(Math.abs(times.length - 100) <= 1, `${times.length}`);
      const gaps = times.slice(1).map(({ at }, index) => at - (times[index]?.at ?? 0));
      assert.ok(gaps.every((gap) => gap >= 0.6 * MINUTE && gap <= 1.4 * MINUTE));
      assert.ok(new Set(gaps).size > 50);
    }
    assert.deepEqual(traffic.counts(), { sent: network.sent().length, failed: 0 });
    assert.ok(new Set(network.sent().map(({ at }) => at % MINUTE)).size > 100);
  });

  it('ends at once and leaves no timer', async () => {
    const { clock, network, random } = world();
    const traffic = createTraffic({ network, clock, random, devices: 3, everyMs: MINUTE });
    traffic.start();
    await clock.advance(MINUTE);
    await traffic.stop();
    const { sent } = traffic.counts();
    assert.deepEqual(clock.pending(), []);
    await clock.advance(10 * MINUTE);
    assert.equal(traffic.counts().sent, sent);
  });

  it('goes on though messages fail, and tells of each', async () => {
    const { clock, network, random, failures } = world(async () => {
      throw new Error('no broker');
    });
    const traffic = createTraffic({ network, clock, random, devices: 1, everyMs: MINUTE, jitter: 0 });
    traffic.start();
    await clock.advance(5 * MINUTE);
    await traffic.stop();
    assert.deepEqual(traffic.counts(), { sent: 0, failed: 5 });
    assert.equal(failures.length, 5);
  });
});

describe('daily walk', () => {
  it('is warmer in the afternoon than at night and moves slowly', () => {
    const walk = createDailyWalk(createRandom('walk'), 'elsys-ers', { latitude: 0, longitude: 0 });
    const hours: number[][] = Array.from({ length: 24 }, () => []);
    let before: number | undefined;
    for (let at = 0; at < 10 * 24 * 60; at += 5) {
      const { temperature = Number.NaN, humidity = Number.NaN } = walk.measure(at * MINUTE);
      assert.ok(humidity >= 0 && humidity <= 100);
      if (before !== undefined) assert.ok(Math.abs(temperature - before) < 0.5);
      before = temperature;
      hours[Math.floor(at / 60) % 24]?.push(temperature);
    }
    const mean = (hour: number) =>
      (hours[hour] ?? []).reduce((sum, value) => sum + value, 0) / (hours[hour]?.length ?? 1);
    assert.ok(mean(15) > mean(3) + 5);
  });

  it('moves a tracker about, some hundred metres a message', () => {
    const walk = createDailyWalk(createRandom('walk'), 'adeunis-field-test', { latitude: 48, longitude: 2 });
    const first = walk.measure(0).location;
    const second = walk.measure(1).location;
    assert.ok(first !== undefined && second !== undefined);
    assert.notDeepEqual(first, second);
    assert.ok(Math.abs(first.latitude - second.latitude) < 0.002);
  });
});
