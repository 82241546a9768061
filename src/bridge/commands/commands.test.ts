import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isoTime } from '../../clock/index.ts';
import { connection } from '../connections/testing/world.ts';
import { createCommandWorld, DEV_EUI, OTHER_EUI, START } from './testing/command-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const shell = (text: string) => ({ c8y_Command: { text } });

test('an operation becomes a downlink, and its report ends it', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  const id = world.operations.create('11', shell('01FF:5'));
  await world.clock.settle();
  assert.deepEqual(world.operations.told, [`${id} EXECUTING`]);
  assert.equal(world.published[0]?.topic, `mqtt/things/${DEV_EUI}/downlink`);
  const { CorrelationID: correlationId, ...fields } = world.published[0].fields;
  assert.match(String(correlationId), /^[0-9A-F]{16}$/);
  assert.deepEqual(fields, {
    Time: isoTime(START),
    DevEUI: DEV_EUI,
    FPort: 5,
    payload_hex: '01ff',
    Confirmed: 0,
    FlushDownlinkQueue: 0,
    ValidityTime: isoTime(START + 24 * HOUR),
    DriverCfg: { mod: { pId: 'elsys', mId: 'ers', ver: '1' } },
  });
  await world.report('Sent', { DeliveryStatus: '1', CorrelationID: correlationId });
  await world.clock.settle();
  assert.equal(world.operations.status(id), 'SUCCESSFUL');
  assert.deepEqual(world.outcomes, [`1 ${DEV_EUI} delivered`]);
  await link.close();
  assert.deepEqual([world.clock.pending(), world.clock.active()], [[], []]);
});

test('the driver encodes a structured command, and its port holds unless the command names one', async () => {
  const world = createCommandWorld({}, { downlinkPort: 9 });
  const link = await world.open();
  world.operations.create('11', { iotFlow_Downlink: { data: { timeBase: 70 } } });
  world.operations.create('12', { iotFlow_Downlink: { payload_hex: '0A', confirmed: true, flush: true } });
  await world.clock.settle();
  assert.deepEqual(
    world.published.map(({ fields }) => [fields.FPort, fields.payload_hex, fields.Confirmed]),
    [
      [6, '3e051400000046', 0],
      [9, '0a', 1],
    ],
  );
  await link.close();
});

test('operations made while the link was closed are found when it opens, oldest first', async () => {
  const world = createCommandWorld();
  const first = world.operations.create('11', shell('01'), true);
  const second = world.operations.create('11', shell('02'), true);
  const link = await world.open();
  await world.clock.advance(10_000);
  assert.deepEqual(
    world.published.map(({ fields }) => fields.payload_hex),
    ['01', '02'],
  );
  assert.deepEqual(world.operations.told, [`${first} EXECUTING`, `${second} EXECUTING`]);
  await link.close();
});

test('an operation of which no notification told is found in time', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  world.operations.create('11', shell('01'), true);
  await world.clock.advance(29 * MINUTE);
  assert.equal(world.published.length, 0);
  await world.clock.advance(MINUTE);
  assert.equal(world.published.length, 1);
  await link.close();
});

for (const [what, fragments, reason] of [
  ['of another kind', { c8y_Restart: {} }, /c8y_Restart can't be carried/],
  ['without a command', {}, /without a command/],
  ['with port 0', shell('01:0'), /port 0/],
  ['with port 225', shell('01:225'), /port 225/],
  ['with odd digits', shell('012:5'), /odd number of hexadecimal digits \(3\)/],
  ['without digits', shell('reboot:5'), /something else than hexadecimal/],
  ['with two payloads', { iotFlow_Downlink: { data: {}, payload_hex: '01' } }, /two payloads/],
  ['too long', shell('00'.repeat(243)), /243 bytes/],
  ['that its driver refuses', { iotFlow_Downlink: { data: { colour: 'red' } } }, /no setting colour/],
] as const) {
  test(`an operation ${what} fails with a reason, and nothing is sent`, async () => {
    const world = createCommandWorld();
    const link = await world.open();
    const id = world.operations.create('11', fragments);
    await world.clock.settle();
    assert.equal(world.operations.status(id), 'FAILED');
    assert.match(world.operations.reason(id), reason);
    assert.equal(world.published.length, 0);
    assert.deepEqual(
      world.events.map(({ type }) => type),
      ['command-failed'],
    );
    await link.close();
  });
}

test('a driver without an encoder, and a device without a driver, fail with a reason', async () => {
  const world = createCommandWorld();
  const model = { producerId: 'adeunis', moduleId: 'ftd', version: '2' };
  world.devices.set(DEV_EUI, { devEui: DEV_EUI, tags: [], connectionIds: ['1'], driverCfg: { model } });
  world.devices.set(OTHER_EUI, { devEui: OTHER_EUI, tags: [], connectionIds: ['1'] });
  const link = await world.open();
  const [none, unknown] = ['11', '12'].map((device) =>
    world.operations.create(device, { iotFlow_Downlink: { data: { timeBase: 1 } } }),
  );
  await world.clock.settle();
  assert.match(world.operations.reason(none ?? ''), /has no encoder/);
  assert.match(world.operations.reason(unknown ?? ''), /No driver is known/);
  await link.close();
});

test('operations of devices that are not ours are left alone; those of our own make that nobody knows fail', async () => {
  const world = createCommandWorld();
  world.platform.bind('c8y_Serial', 'PUMP-1', '21', { type: 'pump' });
  world.platform.bind('c8y_Serial', '0018B20000000BFF', '22', {
    type: 'iotFlow_LorawanDevice',
    owner: 'user',
  });
  world.platform.bind('c8y_Serial', '0018B20000000BFE', '23', {
    type: 'iotFlow_LorawanDevice',
    owner: 'other',
  });
  const link = await world.open();
  const ids = ['21', '22', '23', '404'].map((device) => world.operations.create(device, shell('01')));
  await world.clock.settle();
  assert.deepEqual(
    ids.map((id) => world.operations.status(id)),
    ['PENDING', 'FAILED', 'PENDING', 'PENDING'],
  );
  assert.match(world.operations.reason(ids[1] ?? ''), /0018B20000000BFF is unknown to the bridge/);
  await link.close();
});

test('of two connections to one tenant only the first takes an operation, and both share one poll', async () => {
  const world = createCommandWorld();
  world.connections.set('2', connection({}, { id: '2' }));
  world.devices.set(DEV_EUI, { devEui: DEV_EUI, tags: [], connectionIds: ['2', '1'] });
  const links = [await world.open('1'), await world.open('2')];
  assert.equal(world.operations.polls, 1);
  world.operations.create('11', shell('01'));
  world.operations.create('12', shell('02'));
  await world.clock.settle();
  for (const nth of [0, 1])
    await world.report('Sent', { DeliveryStatus: 1, CorrelationID: world.correlation(nth) });
  assert.deepEqual(world.outcomes.toSorted(), [`1 ${OTHER_EUI} delivered`, `2 ${DEV_EUI} delivered`]);
  await links[0]?.close();
  await world.clock.settle();
  assert.equal(world.operations.polls, 1);
  await links[1]?.close();
});

test('commands of one device are sent in order and apart, those of others beside them', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  for (const text of ['01', '02', '03']) world.operations.create('11', shell(text));
  world.operations.create('12', shell('0a'));
  await world.clock.settle();
  const sent = () => world.published.map(({ fields }) => fields.payload_hex);
  assert.deepEqual(sent(), ['01', '0a']);
  await world.clock.advance(2000);
  assert.deepEqual(sent(), ['01', '0a', '02']);
  await world.clock.advance(2000);
  assert.deepEqual(sent(), ['01', '0a', '02', '03']);
  await link.close();
});

test('a rejection fails the operation with its cause, also one without correlation id: the youngest', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  const [first = '', second = ''] = ['01:5', '02:5'].map((text) =>
    world.operations.create('11', shell(text)),
  );
  await world.clock.advance(5000);
  await world.report('Rejected', {
    Time: isoTime(world.clock.now()),
    DeliveryStatus: 350,
    DownlinkRejectionCause: 'Device is suspended',
  });
  await world.clock.settle();
  assert.equal(world.operations.status(first), 'EXECUTING');
  assert.match(world.operations.reason(second), /rejected the downlink: Device is suspended/);
  await world.report('Sent', { DeliveryStatus: 1, DeliveryFailedCause1: 'C0' });
  await world.clock.settle();
  assert.equal(world.operations.status(first), 'SUCCESSFUL');
  await link.close();
});

test('a report without a status decides nothing; a status of 0 fails with its causes in words', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  const id = world.operations.create('11', shell('01:5'));
  await world.clock.settle();
  const CorrelationID = world.correlation(0);
  await world.report('Sent', { CorrelationID });
  await world.clock.settle();
  assert.equal(world.operations.status(id), 'EXECUTING');
  await world.report('Sent', {
    CorrelationID,
    DeliveryStatus: '0',
    DeliveryFailedCause1: 'A3',
    DeliveryFailedCause2: 'DA',
  });
  await world.clock.settle();
  assert.match(
    world.operations.reason(id),
    /first window: the radio was busy \(A3\), second window: the duty/,
  );
  await world.report('Sent', { CorrelationID, DeliveryStatus: 1 });
  assert.deepEqual(world.reports, ['undecided', 'matched', 'unmatched']);
  await link.close();
});

test('a document of the network that is no report is passed over', async () => {
  const world = createCommandWorld();
  await world.commands.report('DevEUI_location', { DevEUI: DEV_EUI });
  await world.commands.report('DevEUI_downlink_Sent', 'no report');
  assert.deepEqual(world.reports, []);
});

test('without a report an operation fails when its validity and the time for reports are over', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  const id = world.operations.create('11', { iotFlow_Downlink: { payload_hex: '01', validity: '10m' } });
  await world.clock.advance(70 * MINUTE - 1);
  assert.equal(world.operations.status(id), 'EXECUTING');
  await world.clock.advance(1);
  assert.match(world.operations.reason(id), /gave no report in time/);
  await world.report('Sent', { CorrelationID: world.correlation(0), DeliveryStatus: 1 });
  await world.clock.settle();
  assert.equal(world.operations.status(id), 'FAILED');
  await link.close();
});

test('what emptied the network’s queue leaves little time to those before it', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  const first = world.operations.create('11', shell('01'));
  const second = world.operations.create('11', { iotFlow_Downlink: { payload_hex: '02', flush: true } });
  await world.clock.advance(2 * MINUTE);
  assert.match(world.operations.reason(first), new RegExp(`emptied by operation ${second}`));
  assert.equal(world.operations.status(second), 'EXECUTING');
  await link.close();
});

test('a broker that is away is waited for, and not for ever', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  world.broker.connected = false;
  const first = world.operations.create('11', shell('01'));
  await world.clock.advance(9 * MINUTE);
  assert.equal(world.operations.status(first), 'EXECUTING');
  world.broker.connected = true;
  await world.clock.advance(MINUTE);
  assert.equal(world.published.length, 1);
  world.broker.connected = false;
  const second = world.operations.create('11', shell('02'));
  await world.clock.advance(11 * MINUTE);
  assert.match(world.operations.reason(second), /broker could not be reached for too long/);
  await link.close();
});

test('how a command ended is told when the platform is back, to the next link or the next process', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  const id = world.operations.create('11', shell('01'));
  await world.clock.settle();
  await link.close();
  world.restart();
  await world.report('Sent', { CorrelationID: world.correlation(0), DeliveryStatus: 1 });
  assert.equal(world.operations.status(id), 'EXECUTING');
  const next = await world.open();
  assert.equal(world.operations.status(id), 'SUCCESSFUL');
  assert.equal(world.published.length, 1);
  await next.close();
});

test('a command that waited for its turn when the bridge stopped is sent by the next one, once', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  for (const text of ['01', '02']) world.operations.create('11', shell(text));
  await world.clock.settle();
  await link.close();
  world.restart();
  const next = await world.open();
  await world.clock.advance(5000);
  assert.deepEqual(
    world.published.map(({ fields }) => fields.payload_hex),
    ['01', '02'],
  );
  await next.close();
});

test('one that is EXECUTING and that nobody knows of is ended, unless it is of another kind', async () => {
  const world = createCommandWorld();
  const ours = world.operations.create('11', { ...shell('01'), status: 'EXECUTING' }, true);
  const other = world.operations.create('11', { c8y_Restart: {}, status: 'EXECUTING' }, true);
  const link = await world.open();
  assert.match(world.operations.reason(ours), /begun before the bridge was started/);
  assert.equal(world.operations.status(other), 'EXECUTING');
  await link.close();
});

test('a deletion fails what is under way, and tells it before it ends', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  const id = world.operations.create('11', shell('01'));
  await world.clock.settle();
  await world.commands.drop('1');
  assert.match(world.operations.reason(id), /connection was deleted/);
  await link.close();
  const again = await world.open();
  assert.deepEqual(world.outcomes, [`1 ${DEV_EUI} failed`]);
  await again.close();
});

test('without downlinkEnabled nothing is listened for, and no operation is touched', async () => {
  const world = createCommandWorld({}, { downlinkEnabled: false });
  const id = world.operations.create('11', shell('01'), true);
  const link = await world.open();
  await world.clock.advance(HOUR);
  assert.equal(world.operations.status(id), 'PENDING');
  assert.deepEqual(world.platform.requests, []);
  await link.close();
});

test('an operation that is gone is let go of', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  const id = world.operations.create('11', shell('01'));
  world.operations.operations.delete(id);
  await world.clock.settle();
  assert.equal(world.published.length, 0);
  assert.equal(link.ended(), undefined);
  await link.close();
});
