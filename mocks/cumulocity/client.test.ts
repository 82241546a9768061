import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BasicAuth, Client } from '@c8y/client';
import { createRealClock } from '../../src/clock/index.ts';
import { createRandom } from '../../src/random/index.ts';
import { createTwin } from './index.ts';
import { HOST } from './testing.ts';

// The vendor's JavaScript client, unmodified, over a real socket: what it can do with the twin, others can.

async function openWorld() {
  const twin = createTwin({
    clock: createRealClock(),
    recorder: { record: () => {} },
    random: createRandom('client'),
  });
  twin.addTenant({ id: 'tpx', domain: HOST, users: [{ name: 'bridge', password: 'secret-1' }] });
  const { url } = await twin.listen();
  return { twin, url };
}

const credentials = { tenant: 'tpx', user: 'bridge', password: 'secret-1' };

test('@c8y/client signs in and lists devices and measurements', async () => {
  const { twin, url } = await openWorld();
  try {
    const signedIn = await Client.authenticate(credentials, url);
    assert.equal(signedIn.core.tenant, 'tpx');
    const client = new Client(new BasicAuth(credentials), url);
    const user = await client.user.current();
    assert.equal(user.data.userName, 'bridge');
    const device = await client.inventory.create({ name: '70B3D5E75E000001', c8y_IsDevice: {} });
    await client.identity.create({
      managedObject: { id: device.data.id },
      type: 'c8y_Serial',
      externalId: '70B3D5E75E000001',
    });
    await client.measurement.create({
      sourceId: device.data.id,
      time: '2026-01-31T12:00:00.000Z',
      type: 'c8y_TemperatureMeasurement',
      c8y_TemperatureMeasurement: { T: { value: 21.5, unit: 'C' } },
    });
    const devices = await client.inventory.listQueryDevices({ name: '70B3*' });
    assert.deepEqual(
      devices.data.map((one) => one.name),
      ['70B3D5E75E000001'],
    );
    const measurements = await client.measurement.list({ source: device.data.id, withTotalPages: true });
    assert.equal(measurements.data[0]?.c8y_TemperatureMeasurement.T.value, 21.5);
    assert.equal(measurements.paging?.totalPages, 1);
    const series = await client.measurement.listSeries({
      source: device.data.id,
      dateFrom: '2026-01-31T00:00:00Z',
      dateTo: '2026-02-01T00:00:00Z',
    });
    assert.deepEqual(series.data.series[0], { unit: 'C', name: 'T', type: 'c8y_TemperatureMeasurement' });
    const found = await client.identity.detail({ type: 'c8y_Serial', externalId: '70B3D5E75E000001' });
    assert.equal(found.data.managedObject?.id, device.data.id);
    assert.equal((await client.inventory.delete(device.data.id)).res.status, 204);
    await assert.rejects(client.inventory.detail(device.data.id), (error) => error instanceof Object);
  } finally {
    await twin.close();
  }
});

test('@c8y/client raises an event and an alarm, and builds a hierarchy', async () => {
  const { twin, url } = await openWorld();
  try {
    const client = new Client(new BasicAuth(credentials), url);
    const parent = await client.inventory.create({
      name: 'agent',
      com_cumulocity_model_Agent: {},
      c8y_IsDevice: {},
    });
    const child = await client.inventory.childDevicesCreate(
      { name: 'probe', c8y_IsDevice: {} },
      parent.data.id,
    );
    const probe = String(child.data.id);
    const children = await client.inventory.childDevicesList(parent.data.id);
    assert.deepEqual(
      children.data.map((one) => one.id),
      [child.data.id],
    );
    const about = { source: { id: probe }, time: '2026-01-31T12:00:00.000Z', text: 'moved' };
    const event = await client.event.create({ ...about, type: 'c8y_LocationUpdate' });
    assert.equal((await client.event.detail(String(event.data.id))).data.text, 'moved');
    const alarm = await client.alarm.create({ ...about, type: 'c8y_Lost', severity: 'MAJOR' });
    await client.alarm.update({ id: String(alarm.data.id), status: 'ACKNOWLEDGED' });
    const open = await client.alarm.list({ source: probe, resolved: false });
    assert.deepEqual(
      open.data.map((one) => [one.status, one.severity]),
      [['ACKNOWLEDGED', 'MAJOR']],
    );
  } finally {
    await twin.close();
  }
});

test('a wrong password is refused in a form that @c8y/client understands', async () => {
  const { twin, url } = await openWorld();
  try {
    await assert.rejects(Client.authenticate({ ...credentials, password: 'wrong' }, url));
    assert.equal(twin.journal.find({ status: 401 }).length, 1);
  } finally {
    await twin.close();
  }
});
