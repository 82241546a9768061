import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TransportError } from '../cumulocity/http-transport.ts';
import { error, json, reset } from '../cumulocity/testing/fake-platform.ts';
import { LinkBroken } from '../uplinks/delivery/link-broken.ts';
import { createCommandWorld } from './testing/command-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const shell = (text: string) => ({ c8y_Command: { text } });

test('a lost poll is begun anew, and what was made meanwhile is found', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  world.platform.next('POST /notification/realtime', 1, reset);
  world.operations.answerPolls([{ channel: '/meta/connect', successful: true }]);
  await world.clock.settle();
  world.operations.create('11', shell('01'), true);
  await world.clock.advance(2000);
  assert.equal(world.published.length, 1);
  assert.equal(world.operations.polls, 1);
  await link.close();
});

test('a poll that is never answered is given up, and what was made meanwhile is found', async () => {
  const world = createCommandWorld();
  let silenced = 0;
  world.platform.intercept(({ body, timeouts: { headersMs } }) => {
    if (silenced > 0 || body?.includes('/meta/connect') !== true) return undefined;
    silenced += 1;
    return silent(headersMs);
  });
  const silent = async (ms: number): Promise<never> => {
    await world.clock.sleep(ms, { name: 'a silent platform' });
    throw new TransportError('headers-timeout', 'no answer', true);
  };
  const link = await world.open();
  world.operations.create('11', shell('01'), true);
  await world.clock.advance(2 * MINUTE);
  assert.equal(world.published.length, 1);
  await link.close();
});

test('an unknown client shakes hands again', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  world.operations.answerPolls([
    {
      channel: '/meta/connect',
      successful: false,
      error: '402::Unknown client',
      advice: { reconnect: 'handshake' },
    },
  ]);
  await world.clock.advance(10 * MINUTE);
  assert.equal(world.operations.polls, 1);
  world.operations.create('11', shell('01'));
  await world.clock.settle();
  assert.equal(world.published.length, 1);
  await link.close();
});

test('a server that holds nothing is not asked without end', async () => {
  const world = createCommandWorld();
  world.platform.intercept((request) =>
    request.body?.includes('/meta/connect') === true
      ? json(200, [{ channel: '/meta/connect', successful: true }])
      : undefined,
  );
  const link = await world.open();
  await world.clock.advance(HOUR);
  assert.ok(world.platform.calls('POST /notification/realtime').length < 30);
  await link.close();
});

test('without permission for operations the link lives on, and an event says so once', async () => {
  const world = createCommandWorld();
  world.platform.intercept(({ url }) => (url.includes('devicecontrol') ? error(403) : undefined));
  const link = await world.open();
  await world.clock.advance(5 * HOUR);
  assert.equal(link.ended(), undefined);
  assert.deepEqual(
    world.events.map(({ type }) => type),
    ['commands-unavailable'],
  );
  await link.close();
});

test('a platform that is gone ends the link, and a refused account as refused', async () => {
  for (const [answer, kind] of [
    [() => error(503), 'lost'],
    [() => error(401), 'refused'],
  ] as const) {
    const world = createCommandWorld();
    const link = await world.open();
    world.platform.intercept(answer);
    world.operations.answerPolls([{ channel: '/meta/connect', successful: true }]);
    await world.clock.advance(MINUTE);
    const ended = link.ended();
    assert.ok(ended instanceof LinkBroken);
    assert.equal(ended.kind, kind);
  }
});
