import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createTwin, type Twin } from '../../../mocks/cumulocity/index.ts';
import { createVirtualClock } from '../../clock/index.ts';
import { NotOnThisTarget } from '../../conformance/targets/index.ts';
import { createRandom } from '../../random/index.ts';
import { createJournal, createRedactor } from '../../recording/index.ts';
import { basicAuthorization } from '../account.ts';
import type { TenantAccess } from './tenant-access.ts';
import { createTenantPlatform, type TenantPlatform } from './tenant-platform.ts';
import { unfitTenant } from './unfit-tenant.ts';

const HOST = 'somebody.eu-latest.cumulocity.com';
const START = Date.UTC(2026, 0, 12, 12);
const DEV_EUI = '0018B20000000B20';

/** A twin plays the tenant; no more is known of it than an address and two users. */
async function createTenantWorld() {
  const clock = createVirtualClock({ start: START });
  const recorder = createJournal({ clock, run: 'tenant', redactor: createRedactor({ secrets: [] }) });
  const twin = createTwin({ clock, recorder, random: createRandom('tenant') });
  const place = { hostName: HOST, tenantId: 't4711' };
  const accounts = {
    bridge: { ...place, username: 'links', password: 'of-the-bridge' },
    admin: { ...place, username: 'operator', password: 'of-the-operator' },
  };
  twin.addTenant({
    id: 't4711',
    domain: HOST,
    users: [
      { name: 'links', password: 'of-the-bridge', roles: 'bridge' },
      { name: 'operator', password: 'of-the-operator', roles: 'admin' },
    ],
  });
  const call: TenantAccess['call'] = async ({ method, url, headers, body }) => {
    const path = url.replace(`https://${HOST}`, '');
    const answer = await twin.request({
      host: HOST,
      method,
      path,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const date = new Date(clock.now()).toUTCString();
    return { status: answer.status, headers: { ...answer.headers, date }, text: answer.body };
  };
  const access: TenantAccess = { baseUrl: `https://${HOST}`, accounts, call };
  return { clock, recorder, twin, access };
}

function register(twin: Twin, name: string, externalId?: string): void {
  const externalIds = externalId === undefined ? [] : [{ type: 'c8y_Serial', externalId }];
  twin.seed({ tenant: 't4711', managedObjects: [{ name, c8y_IsDevice: {}, externalIds }] });
}

const make = (platform: TenantPlatform, { accounts }: TenantAccess, name: string) =>
  platform.request({
    host: HOST,
    method: 'POST',
    path: '/inventory/managedObjects',
    headers: { authorization: basicAuthorization(accounts.admin), 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });

async function namesIn(twin: Twin): Promise<readonly unknown[]> {
  const answer = await twin.request({
    host: HOST,
    method: 'GET',
    path: '/inventory/managedObjects?pageSize=2000',
    headers: { authorization: `Basic ${Buffer.from('t4711/operator:of-the-operator').toString('base64')}` },
  });
  const { managedObjects } = JSON.parse(answer.body);
  return managedObjects.map(({ name }: { readonly name: unknown }) => name);
}

describe('a tenant that the kit does not host', () => {
  test('shows what came to be since the beginning, and records the looks', async () => {
    const { clock, recorder, twin, access } = await createTenantWorld();
    register(twin, 'Before');
    await clock.advance(1000);
    const platform = await createTenantPlatform({ access, recorder, run: 'tck-17' });
    register(twin, 'After');
    const answer = await platform.request({
      host: HOST,
      method: 'GET',
      path: '/inventory/managedObjects',
      headers: { authorization: basicAuthorization(access.accounts.admin) },
    });
    assert.deepEqual(
      JSON.parse(answer.body).managedObjects.map(({ name }: { readonly name: unknown }) => name),
      ['After'],
    );
    assert.equal(
      recorder.find({ from: 'operator', to: 'cumulocity', kind: 'http-request' }).length > 0,
      true,
    );
    await twin.close();
  });

  test('is tidied of what is the run’s, and of nothing else', async () => {
    const { clock, recorder, twin, access } = await createTenantWorld();
    register(twin, `${DEV_EUI} of an earlier run`);
    await clock.advance(1000);
    const made: string[] = [];
    const onMade = (id: string) => made.push(id);
    const platform = await createTenantPlatform({ access, recorder, run: 'tck-17', onMade });
    register(twin, DEV_EUI);
    register(twin, 'Made by a script', DEV_EUI.toLowerCase());
    register(twin, 'IoT Flow connection tck-17 North');
    register(twin, 'Somebody else’s', '0018B20000000B99');
    register(twin, `Spare for ${DEV_EUI}`, `pump-${DEV_EUI}`);
    const { location = '' } = (await make(platform, access, 'Pump')).headers;
    assert.deepEqual(
      made.map((id) => location.endsWith(`/${id}`)),
      [true],
    );
    assert.deepEqual(await platform.tidy({ devEuis: [DEV_EUI], objects: made }), []);
    assert.deepEqual(await namesIn(twin), [
      `${DEV_EUI} of an earlier run`,
      'Somebody else’s',
      `Spare for ${DEV_EUI}`,
    ]);
    await twin.close();
  });

  test('tells what could not be removed', async () => {
    const { recorder, twin, access } = await createTenantWorld();
    const platform = await createTenantPlatform({ access, recorder, run: 'tck-17' });
    register(twin, DEV_EUI);
    twin.faults.add({ match: { method: 'DELETE' }, effect: { kind: 'status', status: 403 } });
    const [left = ''] = await platform.tidy({ devEuis: [DEV_EUI], objects: [] });
    assert.match(left, /^managed object \d+ "0018B20000000B20": 403/);
    twin.faults.add({ match: { method: 'GET' }, effect: { kind: 'status', status: 502 } });
    const [unseen = ''] = await platform.tidy({ devEuis: [DEV_EUI], objects: [] });
    assert.match(unseen, /^what bears tck-17 or a DevEUI of it: 502/);
    await twin.close();
  });

  test('can do nothing that is the twin’s alone', async () => {
    const { recorder, twin, access } = await createTenantWorld();
    const platform = await createTenantPlatform({ access, recorder, run: 'tck-17' });
    assert.throws(() => platform.faults.add({ effect: { kind: 'silence' } }), NotOnThisTarget);
    assert.throws(() => platform.journal.all(), NotOnThisTarget);
    assert.throws(() => platform.addTenant({ id: 't1', domain: 'other', users: [] }), NotOnThisTarget);
    await assert.rejects(platform.request({ host: 'other', method: 'GET', path: '/' }), NotOnThisTarget);
    await twin.close();
  });

  test('is unfit where it refuses an account, or does not answer', async () => {
    const { twin, access } = await createTenantWorld();
    assert.equal(await unfitTenant(access, 'tck-17'), undefined);
    assert.deepEqual(await namesIn(twin), []);
    const { admin, bridge } = access.accounts;
    const mistyped = { ...access, accounts: { bridge, admin: { ...admin, password: 'mistyped' } } };
    assert.match((await unfitTenant(mistyped, 'tck-17')) ?? '', /answers 401 to platform\.operator/);
    twin.faults.add({ match: { method: 'DELETE' }, count: 1, effect: { kind: 'status', status: 403 } });
    assert.match((await unfitTenant(access, 'tck-17')) ?? '', /answers 403 where platform\.operator removes/);
    assert.deepEqual(await namesIn(twin), ['tck-17 probe']);
    const away = { ...access, call: () => Promise.reject(new Error('connect ECONNREFUSED')) };
    assert.match((await unfitTenant(away, 'tck-17')) ?? '', /can't be reached: connect ECONNREFUSED/);
    await twin.close();
  });
});
