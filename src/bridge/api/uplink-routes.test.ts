import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { member, startTestBridge, type TestBridgeOptions } from '../testing/test-bridge.ts';

const HTTP = { asId: 'TWA_1.1.AS', asKey: '00112233445566778899aabbccddeeff' };
const DEV_EUI = '0102030405060708';
const UPLINK = { CustomerID: '1', DevEUI: DEV_EUI, FPort: 5, FCntUp: 7, payload_hex: '00' };
const TIME = '2026-01-31T12:00:00.000Z';

async function open(http: NonNullable<TestBridgeOptions['config']>['intake'] = { http: HTTP }) {
  const accepted: string[] = [];
  let broken = false;
  const tested = await startTestBridge({
    config: { intake: http },
    parts: {
      createIntake: () => ({
        start: async () => undefined,
        accept: async (payload) => {
          if (broken) throw new Error('the disk is full');
          accepted.push(Buffer.from(payload).toString());
        },
        counts: () => ({ accepted: 0, duplicates: 0, unrouted: 0, filtered: 0, invalid: 0 }),
      }),
    },
  });
  const query = `LrnDevEui=${DEV_EUI}&LrnFPort=5&LrnInfos=a-1-1&AS_ID=${HTTP.asId}&Time=${TIME}`;
  const token = createHash('sha256').update(`1${DEV_EUI}5700${query}${HTTP.asKey}`).digest('hex');
  const post = (body: unknown = { DevEUI_uplink: UPLINK }, given = token, type = 'application/json') =>
    tested.raw('POST', `/uplinks?${query}&Token=${given}`, {
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const breakStore = () => {
    broken = true;
  };
  return { ...tested, accepted, post, breakStore };
}

test('a posted document needs no bearer token, and is answered when it is taken', async () => {
  const { post, accepted, close } = await open();
  const { status, body } = await post();
  assert.deepEqual([status, body], [200, '']);
  assert.deepEqual(
    accepted.map((text) => JSON.parse(text)),
    [{ DevEUI_uplink: UPLINK }],
  );
  await close();
});

test('what is not signed, no document or too large is refused in the form of all errors', async () => {
  const { post, raw, accepted, log, close } = await open();
  const forged = await post(undefined, '0'.repeat(64));
  assert.deepEqual([forged.status, member(forged.json, 'code')], [403, 'com-4003']);
  const unsigned = await raw('POST', '/uplinks', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ DevEUI_uplink: UPLINK }),
  });
  assert.deepEqual([unsigned.status, member(unsigned.json, 'code')], [400, 'com-4000']);
  assert.equal((await post('no JSON')).status, 400);
  assert.equal((await post([1])).status, 400);
  assert.equal((await post({ DevEUI_uplink: UPLINK, DevEUI_location: {} })).status, 400);
  assert.equal((await post('<xml/>', undefined, 'application/xml')).status, 415);
  assert.equal((await post({ DevEUI_uplink: { ...UPLINK, x: 'x'.repeat(300_000) } })).status, 413);
  assert.deepEqual(accepted, []);
  assert.doesNotMatch(log.join(), new RegExp(HTTP.asKey));
  await close();
});

test('what could not be stored is not confirmed', async () => {
  const { post, breakStore, unexpected, close } = await open();
  breakStore();
  assert.equal((await post()).status, 500);
  assert.equal(unexpected.length, 1);
  await close();
});

test('there is no such way in without keys, or when it is switched off', async () => {
  for (const intake of [{}, { http: { ...HTTP, enabled: false } }]) {
    const { post, raw, close } = await open(intake);
    assert.equal((await post()).status, 404);
    const paths = Object(member((await raw('GET', '/openapi.json', {})).json, 'paths'));
    assert.equal('/uplinks' in paths, false);
    await close();
  }
});
