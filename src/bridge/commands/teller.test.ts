import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connection } from '../connections/testing/world.ts';
import { createCommandWorld, DEV_EUI } from './testing/command-world.ts';

const shell = (text: string) => ({ c8y_Command: { text } });

/** One command that was published and one that waits for the broker; then the link closes. */
async function underWay() {
  const world = createCommandWorld();
  const link = await world.open();
  const published = world.operations.create('11', shell('01'));
  await world.clock.settle();
  world.broker.connected = false;
  const waiting = world.operations.create('12', shell('02'));
  await world.clock.settle();
  await link.close();
  return { world, published, waiting };
}

test('where commands were switched off, what was not sent fails, and what was sent waits for its report', async () => {
  const { world, published, waiting } = await underWay();
  world.connections.set('1', connection({ downlinkEnabled: false }));
  const link = await world.open();
  assert.match(world.operations.reason(waiting), /switched off before it was sent/);
  assert.equal(world.operations.status(published), 'EXECUTING');
  await world.report('Sent', { DeliveryStatus: 1, CorrelationID: world.correlation(0) });
  await world.clock.settle();
  assert.equal(world.operations.status(published), 'SUCCESSFUL');
  await link.close();
});

test('a connection that was moved to another tenant lets go of its commands, and an event tells of each', async () => {
  const { world, published, waiting } = await underWay();
  world.connections.set('1', connection({ tenantId: 't2' }));
  world.platform.tenant = 't2';
  // The other tenant has operations of its own.
  world.operations.operations.clear();
  const updates = () => world.platform.calls('PUT /devicecontrol').length;
  const before = updates();
  const link = await world.open();
  assert.equal(updates(), before);
  const told = world.events.map(({ type, message }) => `${type} ${message}`);
  for (const id of [published, waiting]) {
    assert.ok(told.some((text) => text.startsWith('command-failed') && text.includes(`operation ${id} `)));
  }
  await world.report('Sent', { DeliveryStatus: 1, CorrelationID: world.correlation(0) });
  assert.deepEqual(world.reports, ['unmatched']);
  assert.ok(world.outcomes.includes(`1 ${DEV_EUI} failed`));
  await link.close();
});
