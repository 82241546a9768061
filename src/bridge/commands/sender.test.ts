import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assembleDownlink } from './downlink-document.ts';
import { createCommandWorld } from './testing/command-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const shell = (text: string) => ({ c8y_Command: { text } });

async function refusedByBroker() {
  const world = createCommandWorld();
  const link = await world.open();
  world.broker.acknowledge = async () => {
    throw new Error('no acknowledgement');
  };
  const id = world.operations.create('11', shell('01:5'));
  await world.clock.settle();
  return { world, link, id };
}

test('a downlink that the broker did not acknowledge is not sent again, and without a report it fails early', async () => {
  const { world, link, id } = await refusedByBroker();
  assert.equal(world.warnings.length, 1);
  await world.clock.advance(HOUR - 1);
  assert.equal(world.operations.status(id), 'EXECUTING');
  await world.clock.advance(1);
  assert.match(world.operations.reason(id), /did not acknowledge the downlink/);
  assert.equal(world.published.length, 1);
  await link.close();
});

test('a downlink that the broker did not acknowledge may have left: a report of it still decides', async () => {
  const { world, link, id } = await refusedByBroker();
  await world.report('Sent', { DeliveryStatus: 1, CorrelationID: world.correlation(0) });
  await world.clock.settle();
  assert.equal(world.operations.status(id), 'SUCCESSFUL');
  await link.close();
});

test('an acknowledgement that does not come holds the next command up for a while only', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  world.broker.acknowledge = () => new Promise(() => {});
  for (const text of ['01', '02']) world.operations.create('11', shell(text));
  await world.clock.advance(10 * MINUTE - 1);
  assert.equal(world.published.length, 1);
  await world.clock.advance(1);
  assert.equal(world.published.length, 2);
  assert.deepEqual(world.warnings, []);
  await link.close();
});

test('a link that closes waits for no acknowledgement, and leaves no timer behind', async () => {
  const world = createCommandWorld();
  const isAwaited = () => world.clock.pending().join().includes('acknowledgement of a downlink');
  const link = await world.open();
  world.broker.acknowledge = () => new Promise(() => {});
  world.operations.create('11', shell('01'));
  await world.clock.settle();
  assert.ok(isAwaited());
  await link.close();
  assert.ok(!isAwaited());
});

test('a broker that goes away in the last moment gets the downlink when it is back, once', async () => {
  let tries = 0;
  const world = createCommandWorld({
    assemble: (...given) => {
      tries += 1;
      world.broker.connected = tries > 1;
      return assembleDownlink(...given);
    },
  });
  const link = await world.open();
  world.operations.create('11', shell('01'));
  await world.clock.settle();
  assert.equal(world.published.length, 0);
  world.broker.connected = true;
  await world.clock.advance(MINUTE);
  assert.equal(tries, 2);
  assert.equal(world.published.length, 1);
  await link.close();
});

test('a command that ends while it waits for its turn is not sent, nor told to be under way', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  world.broker.connected = false;
  const [first, second] = ['01', '02'].map((text) => world.operations.create('11', shell(text)));
  await world.clock.settle();
  const dropped = world.commands.drop('1');
  await world.clock.advance(5000);
  await dropped;
  world.broker.connected = true;
  await world.clock.advance(HOUR);
  assert.deepEqual(world.operations.told, [`${first} EXECUTING`, `${first} FAILED`, `${second} FAILED`]);
  assert.equal(world.published.length, 0);
  assert.equal(link.ended(), undefined);
  await link.close();
});

test('a command that has ended is not sent while Cumulocity has still to be told of its end', async () => {
  const ids = ['0000000000000001', '0000000000000002'];
  const world = createCommandWorld({ newCorrelationId: () => ids.shift() ?? assert.fail('a third command') });
  const link = await world.open();
  world.broker.connected = false;
  const [first, second] = ['01', '02'].map((text) => world.operations.create('11', shell(text)));
  await world.clock.settle();
  world.platform.next(`PUT /devicecontrol/operations/${second}`, 1, async (_request, carryOut) => {
    await world.clock.sleep(MINUTE, { name: 'a slow platform' });
    return carryOut();
  });
  await world.report('Sent', { DeliveryStatus: 1, CorrelationID: '0000000000000002' });
  world.broker.connected = true;
  await world.clock.advance(2 * MINUTE);
  assert.deepEqual(world.operations.told, [`${first} EXECUTING`, `${second} SUCCESSFUL`]);
  assert.equal(world.published.length, 1);
  await link.close();
});

test('a command whose validity ends while it waits for its turn fails, and is not sent', async () => {
  const world = createCommandWorld();
  const link = await world.open();
  world.broker.connected = false;
  world.operations.create('11', shell('01'));
  const id = world.operations.create('11', { iotFlow_Downlink: { payload_hex: '02', validity: '9m' } });
  await world.clock.advance(9 * MINUTE);
  world.broker.connected = true;
  await world.clock.advance(MINUTE);
  assert.match(world.operations.reason(id), /validity ended before it could be sent/);
  assert.ok(!world.operations.told.includes(`${id} EXECUTING`));
  assert.equal(world.published.length, 1);
  await link.close();
});
