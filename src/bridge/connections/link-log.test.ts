import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusedConnection } from '../cumulocity/testing/fake-platform.ts';
import { type ConnectionWorld, connection, createConnectionWorld, uplink } from './testing/world.ts';

const MINUTE = 60_000;

/** The lines about changes of state: `info CLOSED OPENING`. */
function changes(world: ConnectionWorld): readonly string[] {
  return world.lines.flatMap(({ level, fields, message }) =>
    message === 'connection state' ? [`${level} ${fields.from} ${fields.to}`] : [],
  );
}

test('each change of state is one line that names the connection and says why', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection());
  await world.clock.settle();
  world.supervisor.stop('1');
  await world.clock.settle();
  assert.deepEqual(changes(world), [
    'info CLOSED OPENING',
    'info OPENING AUTHENTICATING',
    'info AUTHENTICATING OPENED',
    'info OPENED CLOSING',
    'info CLOSING CLOSED',
  ]);
  assert.deepEqual(world.lines[2]?.fields, {
    connectionId: '1',
    name: 'MODBUS',
    from: 'AUTHENTICATING',
    to: 'OPENED',
    cause: 'the credentials are accepted',
  });
  const told = world.events.filter(({ type }) => type === 'connection-state').length;
  assert.equal(changes(world).length, told);
  await world.supervisor.close();
});

test('a state that somebody should look at stands out', async () => {
  const refused = createConnectionWorld();
  refused.supervisor.apply(connection({ password: 'wrong-password' }));
  await refused.clock.settle();
  assert.deepEqual(changes(refused).slice(-1), ['warn AUTHENTICATING AUTHENTICATION_FAILED']);
  assert.doesNotMatch(JSON.stringify(refused.lines), /wrong-password/);
  await refused.supervisor.close();

  const away = createConnectionWorld();
  away.platform.intercept(() => refusedConnection());
  away.supervisor.apply(connection());
  await away.clock.advance(5 * MINUTE);
  assert.deepEqual(
    changes(away).filter((line) => line.startsWith('warn')),
    ['warn AUTHENTICATING UNREACHABLE', 'warn AUTHENTICATING UNREACHABLE'],
  );
  await away.supervisor.close();
});

test('an uplink that was delivered is a line of its own, found by connection, device and frame', async () => {
  const world = createConnectionWorld();
  world.supervisor.apply(connection());
  await world.clock.settle();
  await world.uplinks([uplink(7), uplink(8)]);
  const delivered = world.lines.filter(({ message }) => message === 'uplink delivered');
  assert.deepEqual(
    delivered.map(({ level, fields }) => ({ level, ...fields })),
    [7, 8].map((fCntUp) => ({ level: 'debug', connectionId: '1', devEui: '0018B20000000B20', fCntUp })),
  );
  await world.supervisor.close();
});
