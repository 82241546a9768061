import assert from 'node:assert/strict';
import { test } from 'node:test';
import { error, refusedConnection } from '../cumulocity/testing/fake-platform.ts';
import { connection, createConnectionWorld, START, uplink } from './testing/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('an active connection opens: tenant and user are asked, each change is an event', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection());
  await world.clock.settle();
  assert.deepEqual(world.supervisor.status('1'), {
    state: 'OPENED',
    reason: 'the credentials are accepted',
    startupTime: '2026-01-31T12:00:00.000Z',
  });
  assert.deepEqual(world.platform.calls(), ['GET /tenant/currentTenant', 'GET /user/currentUser']);
  const states = world.events.filter(({ type }) => type === 'connection-state').map(({ message }) => message);
  assert.equal(states.length, 3);
  assert.equal(world.events[1]?.message, 'Connection opening: Opening connection MODBUS with id 1 ...');
  await world.supervisor.close();
  assert.deepEqual([world.clock.pending(), world.clock.active()], [[], []]);
});

test('a failure that nobody foresaw makes a connection UNREACHABLE, stands in the log, and is tried again', async () => {
  const world = createConnectionWorld();
  world.platform.next('GET /tenant/currentTenant', 1, () => {
    throw new Error('nobody foresaw this');
  });
  world.supervisor.apply(connection());
  await world.clock.settle();
  assert.equal(world.state(), 'UNREACHABLE');
  assert.deepEqual(
    world.lines.filter(({ level }) => level === 'error').map(({ fields }) => fields),
    [{ connectionId: '1', error: 'nobody foresaw this' }],
  );
  await world.clock.advance(5 * MINUTE);
  assert.equal(world.state(), 'OPENED');
});

test('a wrong password ends AUTHENTICATION_FAILED, is tried again by the strategy, and never told', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection({ password: 'wrong-password' }));
  await world.clock.settle();
  assert.equal(world.state(), 'AUTHENTICATION_FAILED');
  assert.ok(world.types().includes('authentication-failed'));
  assert.equal(world.supervisor.status('1').nextRestart, '2026-01-31T12:05:00.000Z');
  assert.doesNotMatch(JSON.stringify(world.events), /wrong-password/);
  world.platform.password = 'wrong-password';
  await world.clock.advance(5 * MINUTE);
  assert.equal(world.state(), 'OPENED');
  await world.supervisor.close();
});

test('what answers may repeat the credentials: they are not told', async () => {
  const world = createConnectionWorld();
  world.platform.intercept(({ headers }) => ({
    ...error(401),
    body: JSON.stringify({ message: `${headers.authorization} is t1/user:wrong-password, and wrong` }),
  }));
  world.supervisor.apply(connection({ password: 'wrong-password' }));
  await world.clock.settle();
  assert.match(world.supervisor.status('1').reason ?? '', /answered 401 .*, and wrong/);
  const told = JSON.stringify([world.events, world.supervisor.status('1')]);
  assert.doesNotMatch(told, /wrong-password/);
  assert.ok(!told.includes(Buffer.from('t1/user:wrong-password').toString('base64')));
  await world.supervisor.close();
});

test('credentials of another tenant are refused', async () => {
  const world = createConnectionWorld();
  world.platform.tenant = 'other';
  world.supervisor.apply(connection());
  await world.clock.settle();
  assert.equal(world.state(), 'AUTHENTICATION_FAILED');
  assert.match(world.supervisor.status('1').reason ?? '', /belong to tenant other, not to t1/);
  await world.supervisor.close();
});

test('an unreachable host ends UNREACHABLE and is tried again to the strategy’s letter', async () => {
  const world = createConnectionWorld();
  world.platform.intercept(() => refusedConnection());
  world.supervisor.apply(connection({ reconnectStrategy: 'CALM' }));
  await world.clock.settle();
  assert.equal(world.state(), 'UNREACHABLE');
  const told = (begin: string) => world.events.filter(({ message }) => message.startsWith(begin)).length;
  const restartFailed = 'Connection restart failed: Unable to restart connection MODBUS with id 1: ';
  assert.equal(told('Connection opening failed: Unable to open connection MODBUS with id 1: '), 1);
  assert.equal(told(restartFailed), 0);
  assert.equal(world.supervisor.status('1').nextRestart, '2026-01-31T12:10:00.000Z');
  await world.clock.advance(12 * HOUR);
  assert.equal(world.platform.requests.length, 1 + 72);
  await world.clock.advance(24 * HOUR);
  assert.equal(world.platform.requests.length, 1 + 72 + 24);
  assert.equal(told(restartFailed), 72 + 24);
  assert.deepEqual([world.state(), world.supervisor.status('1').nextRestart], ['CLOSED', undefined]);
  assert.deepEqual(world.clock.pending(), []);
  await world.supervisor.close();
});

test('a silent host leaves neither a command nor a removal waiting', async () => {
  const world = createConnectionWorld();
  world.platform.intercept(({ signal }) =>
    world.clock.wait(
      'silence',
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('given up')))),
    ),
  );
  world.supervisor.apply(connection());
  await world.clock.settle();
  assert.equal(world.state(), 'AUTHENTICATING');
  world.supervisor.stop('1');
  await world.clock.settle();
  assert.equal(world.state(), 'CLOSED');
  world.supervisor.start('1');
  await world.clock.settle();
  await world.supervisor.remove('1');
  assert.deepEqual([world.clock.pending(), world.clock.active()], [[], []]);
});

test('a link that is shut down tells that it is closed, and no command opens it again', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection());
  world.supervisor.apply(connection({}, { id: '2' }));
  await world.clock.settle();
  const shut = world.supervisor.remove('1');
  world.supervisor.start('1');
  await shut;
  await world.supervisor.close();
  const ends = (id: string) =>
    world.events.filter(({ connectionId }) => connectionId === id).map(({ type }) => type);
  for (const id of ['1', '2'])
    assert.deepEqual(ends(id).slice(-3), ['connection-closing', 'connection-state', 'connection-closed']);
  assert.deepEqual([world.clock.pending(), world.clock.active()], [[], []]);
});

test('what is not Cumulocity is not opened', async () => {
  const world = createConnectionWorld();
  world.platform.intercept(() => ({ status: 200, headers: {}, body: '<html>' }));
  world.supervisor.apply(connection());
  await world.clock.settle();
  assert.equal(world.state(), 'UNREACHABLE');
  assert.match(world.supervisor.status('1').reason ?? '', /not Cumulocity/);
  await world.supervisor.close();
});

test('inactive connections are deactivated and start only when they are active again', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection({}, { active: false }));
  await world.clock.settle();
  world.supervisor.start('1');
  await world.clock.settle();
  assert.deepEqual([world.state(), world.platform.requests.length], ['DEACTIVATED', 0]);
  world.supervisor.apply(connection());
  await world.clock.settle();
  assert.equal(world.state(), 'OPENED');
  world.supervisor.apply(connection({}, { active: false }));
  await world.clock.settle();
  assert.equal(world.state(), 'DEACTIVATED');
  await world.supervisor.close();
});

test('a changed setting restarts the link with it, a changed name or description does not', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection());
  await world.clock.settle();
  world.supervisor.apply(connection({ description: 'for people' }, { name: 'other' }));
  await world.clock.settle();
  assert.equal(world.platform.calls('GET /tenant').length, 1);
  world.platform.password = 'changed';
  world.supervisor.apply(connection({ password: 'changed' }, { name: 'other' }));
  await world.clock.settle();
  assert.deepEqual([world.state(), world.platform.calls('GET /tenant').length], ['OPENED', 2]);
  await world.supervisor.close();
});

test('a connection whose strategy has given up starts again with changed settings', async () => {
  const world = createConnectionWorld();
  const restore = world.platform.intercept(() => refusedConnection());
  world.supervisor.apply(connection({ reconnectStrategy: 'CALM', username: 'old' }));
  await world.clock.advance(40 * HOUR);
  assert.deepEqual([world.state(), world.supervisor.status('1').nextRestart], ['CLOSED', undefined]);
  restore();
  world.supervisor.apply(connection({ reconnectStrategy: 'CALM' }));
  await world.clock.settle();
  assert.equal(world.state(), 'OPENED');
  await world.supervisor.close();
});

test('a stopped connection stays stopped when its settings change', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection());
  await world.clock.settle();
  world.supervisor.stop('1');
  await world.clock.settle();
  world.supervisor.apply(connection({ uplinkTimeValidity: '5m' }));
  await world.clock.settle();
  assert.equal(world.state(), 'CLOSED');
  world.supervisor.start('1');
  await world.clock.settle();
  assert.equal(world.state(), 'OPENED');
  await world.supervisor.close();
});

test('401 in mid-life ends AUTHENTICATION_FAILED, and what was not delivered is, later', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection());
  await world.clock.settle();
  world.platform.password = 'changed meanwhile';
  await world.uplinks([uplink(1)]);
  assert.equal(world.state(), 'AUTHENTICATION_FAILED');
  world.platform.password = 'secret';
  await world.clock.advance(5 * MINUTE);
  assert.equal(world.state(), 'OPENED');
  assert.equal(world.platform.measurements.length, 1);
  await world.supervisor.close();
});

test('a platform that goes on failing closes the link; it is opened again by the strategy and catches up', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection());
  await world.clock.settle();
  const end = world.platform.intercept(() => error(503));
  await world.uplinks([uplink(1), uplink(2)]);
  await world.clock.advance(1000);
  assert.equal(world.state(), 'CLOSED');
  assert.equal(world.supervisor.status('1').nextRestart, new Date(START + 300 + 5 * MINUTE).toISOString());
  await world.uplinks([uplink(3)]);
  end();
  await world.clock.advance(5 * MINUTE);
  assert.equal(world.state(), 'OPENED');
  assert.equal(world.platform.measurements.length, 3);
  await world.supervisor.close();
});

test('AGGRESSIVE restarts after an hour without uplink, and each uplink puts that off', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection({ reconnectStrategy: 'AGGRESSIVE' }));
  await world.clock.settle();
  await world.clock.advance(50 * MINUTE);
  await world.uplinks([uplink(1)]);
  await world.clock.advance(HOUR - 1);
  assert.equal(world.platform.calls('GET /tenant').length, 1);
  await world.clock.advance(1);
  assert.equal(world.platform.calls('GET /tenant').length, 2);
  assert.equal(world.state(), 'OPENED');
  await world.supervisor.close();
});

test('three hundred connections start and stop, and none is stuck', async () => {
  const world = createConnectionWorld();
  const ids = Array.from({ length: 300 }, (_, index) => String(index));
  for (const id of ids) world.supervisor.apply(connection({}, { id, name: `c${id}` }));
  await world.clock.settle();
  assert.deepEqual(new Set(ids.map(world.state)), new Set(['OPENED']));
  for (const id of ids) world.supervisor.stop(id);
  for (const id of ids) world.supervisor.start(id);
  for (const id of ids) world.supervisor.stop(id);
  await world.clock.settle();
  assert.deepEqual(new Set(ids.map(world.state)), new Set(['CLOSED']));
  await world.supervisor.close();
  assert.deepEqual(world.clock.active(), []);
});

test('a connection that is renamed while it is open is called by its new name from then on', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection({ createDevices: false }));
  await world.clock.settle();
  await world.uplinks([uplink(1)]);
  world.supervisor.apply(connection({ createDevices: false }, { name: 'Second floor' }));
  await world.uplinks([uplink(2)]);
  assert.equal(world.state(), 'OPENED');
  assert.deepEqual(
    world.events
      .filter(({ type }) => type === 'device-not-created')
      .map(({ message }) => /by connection (.*)$/.exec(message)?.[1]),
    ['MODBUS', 'Second floor'],
  );
  await world.supervisor.close();
});

test('devices are registered in the name that the connection has by then', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection());
  await world.clock.settle();
  world.supervisor.apply(connection({}, { name: 'Second floor' }));
  await world.uplinks([uplink(1)]);
  const created = world.events.find(({ type }) => type === 'device-created');
  assert.match(created?.message ?? '', /by connection Second floor as/);
  await world.supervisor.close();
});
