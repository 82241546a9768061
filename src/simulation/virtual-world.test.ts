import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConnection } from './set-up-connection.ts';
import { createVirtualWorld } from './virtual-world.ts';
import type { World } from './world.ts';

/** One uplink from a device to Cumulocity, and what was recorded on the way. */
async function oneUplink(world: World): Promise<void> {
  const connection = await createConnection(world, 'Test');
  await connection.opened();
  const device = world.network.addDevice({ codec: 'elsys-ers' });
  await connection.assign(device.devEui);
  await device.send({ temperature: 21.5 });
  await storedMeasurements(world, 1);
}

async function storedMeasurements(world: World, count: number): Promise<void> {
  await world.eventually(`${count} measurements`, () => {
    const stored = world.cumulocity.stats().tenants[world.account.tenantId]?.measurements.stored ?? 0;
    return stored >= count ? true : undefined;
  });
}

test('the same seed gives the same envelopes, to the letter', async () => {
  const told: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    const world = await createVirtualWorld({ seed: 'same', run: 'test' });
    await oneUplink(world);
    told.push(world.journal.toNdjson());
    assert.deepEqual(await world.stop(), []);
    assert.deepEqual(world.unexpected(), []);
  }
  assert.ok((told[0]?.length ?? 0) > 1000);
  assert.equal(told[0], told[1]);
});

test('a killed bridge comes back with what it had stored, and carries on', async () => {
  const world = await createVirtualWorld({ seed: 'kill', run: 'test' });
  await oneUplink(world);
  await world.bridge.stop('killed');
  const [device] = world.network.devices();
  const sending = device?.send({ temperature: 22 });
  await world.bridge.start();
  await sending;
  await storedMeasurements(world, 2);
  assert.deepEqual(await world.stop(), []);
  assert.deepEqual(world.unexpected(), []);
});

test('a call of a host that nobody declared is told', async () => {
  const world = await createVirtualWorld({ seed: 'undeclared', run: 'test' });
  const elsewhere = { ...world.account, hostName: 'elsewhere.cumulocity.com' };
  await createConnection({ ...world, account: elsewhere }, 'Elsewhere');
  await world.advance(1000);
  await world.stop();
  assert.match(world.unexpected().join('\n'), /elsewhere\.cumulocity\.com, a host that nobody declared/);
});

test('no secret of the world stands in its recording or its log', async () => {
  const world = await createVirtualWorld({ seed: 'secrets', run: 'test' });
  await oneUplink(world);
  const told = world.journal.toNdjson() + world.bridge.log();
  await world.stop();
  for (const secret of [
    world.account.password,
    world.admin.password,
    world.bridge.credentials.clientSecret,
  ]) {
    assert.ok(!told.includes(secret));
  }
});
