import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { devEuiOfDocument, isTokenOf, readPostedAddress } from './http-uplink-token.ts';

const KEY = '0123456789ABCDEF0123456789abcdef';
const ADDRESS = {
  LrnDevEui: '0018B20000000B20',
  LrnFPort: '2',
  AS_ID: 'app1',
  Time: '2026-01-31T12:00:00.000+01:00',
  Token: '0'.repeat(64),
};

function urlOf(fields: Readonly<Record<string, string>>): string {
  return `/uplink?${Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')}`;
}

function read(url: string) {
  const address = readPostedAddress(url);
  assert.ok(!('wrong' in address), `an address is refused: ${JSON.stringify(address)}`);
  return address;
}

test('an address is taken apart; signed is all of it but the token, in its order', () => {
  assert.deepEqual(read(urlOf(ADDRESS)), {
    devEui: ADDRESS.LrnDevEui,
    asId: 'app1',
    time: ADDRESS.Time,
    token: ADDRESS.Token,
    signed: `LrnDevEui=${ADDRESS.LrnDevEui}&LrnFPort=2&AS_ID=app1&Time=${ADDRESS.Time}`,
  });
});

test('a plus sign stays one, percent signs are read, and a value may hold an equals sign', () => {
  const address = read(urlOf({ ...ADDRESS, Time: '2026-01-31T12%3A00%3A00%2B01%3A00', AS_ID: 'a=b+c' }));
  assert.equal(address.time, '2026-01-31T12:00:00+01:00');
  assert.equal(address.asId, 'a=b+c');
  assert.match(address.signed, /AS_ID=a=b\+c&Time=2026-01-31T12:00:00\+01:00$/);
});

test('each name that counts has to be there once, and to be readable', () => {
  for (const name of ['LrnDevEui', 'AS_ID', 'Time', 'Token'] as const) {
    const { [name]: _left, ...others } = ADDRESS;
    assert.deepEqual(readPostedAddress(urlOf(others)), { wrong: [name] });
    assert.deepEqual(readPostedAddress(`${urlOf(ADDRESS)}&${name}=twice`), { wrong: [name] });
    assert.deepEqual(readPostedAddress(urlOf({ ...ADDRESS, [name]: '%E0%A4%A' })), { wrong: [name] });
  }
  assert.deepEqual(readPostedAddress('/uplink'), { wrong: ['LrnDevEui', 'AS_ID', 'Time', 'Token'] });
});

test('what does not count may be there twice, but not unreadable', () => {
  assert.equal(read(`${urlOf(ADDRESS)}&LrnFPort=3&&`).devEui, ADDRESS.LrnDevEui);
  assert.deepEqual(readPostedAddress(`${urlOf(ADDRESS)}&LrnInfos=%ZZ`), { wrong: ['LrnInfos'] });
});

test('an uplink is signed over its counter and payload, a report over the downlink counter', () => {
  const fields = {
    CustomerID: 100001,
    DevEUI: '0018b20000000b20',
    FPort: 2,
    FCntUp: 7,
    FCntDn: 3,
    payload_hex: '00ff',
  };
  const { signed } = read(urlOf(ADDRESS));
  const tokenOver = (identifying: string) =>
    createHash('sha256').update(`${identifying}${signed}${KEY.toLowerCase()}`).digest('hex');
  const ofUplink = tokenOver('1000010018b20000000b202700ff');
  const ofReport = tokenOver('1000010018b20000000b2023');
  const isTaken = (token: string, document: unknown, key = KEY) =>
    isTokenOf(read(urlOf({ ...ADDRESS, Token: token })), document, key);

  assert.ok(isTaken(ofUplink, { DevEUI_uplink: fields }));
  assert.ok(isTaken(ofUplink.toUpperCase(), { DevEUI_uplink: fields }));
  assert.ok(isTaken(ofReport, { DevEUI_downlink_Sent: fields }));
  assert.ok(!isTaken(ofReport, { DevEUI_uplink: fields }));
  assert.ok(!isTaken(ofUplink, { DevEUI_downlink_Sent: fields }));
  assert.ok(!isTaken(ofUplink, { DevEUI_uplink: { ...fields, payload_hex: '00fe' } }));
  assert.ok(!isTaken(ofUplink, { DevEUI_uplink: fields }, KEY.replace('0', '1')));
  for (const noToken of ['', 'z'.repeat(64), `${ofUplink}00`, ofUplink.slice(2)]) {
    assert.ok(!isTaken(noToken, { DevEUI_uplink: fields }));
  }
});

test('the DevEUI of a document is told in upper case, and is empty where there is none', () => {
  assert.equal(devEuiOfDocument({ DevEUI_uplink: { DevEUI: '0018b20000000b20' } }), '0018B20000000B20');
  for (const document of [undefined, null, [], 'text', {}, { DevEUI_uplink: {} }, { DevEUI_uplink: 5 }]) {
    assert.equal(devEuiOfDocument(document), '');
  }
});
