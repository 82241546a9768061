import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bridgeConfigSchema } from './bridge-config.ts';

const API = { clientSecret: 'long enough' };
const HTTP = { asId: 'network', asKey: '0123456789abcdefABCDEF0123456789' };
const KEY = Buffer.alloc(32).toString('base64');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('with nothing but a secret it is the bridge that the documents describe', () => {
  assert.deepEqual(bridgeConfigSchema.parse({ api: API }), {
    api: {
      host: '127.0.0.1',
      port: 8080,
      clientId: 'local/admin',
      clientSecret: 'long enough',
      tokenLifetime: HOUR,
      maxBodyBytes: 262_144,
    },
    broker: {
      url: 'mqtt://127.0.0.1:1883',
      clientId: 'iot-flow-bridge',
      uplinkTopics: ['mqtt/things/+/uplink'],
      window: 1000,
    },
    intake: {},
    commands: {
      downlinkTopic: 'mqtt/things/{DevEUI}/downlink',
      pollTimeout: MINUTE,
      lookEvery: 30 * MINUTE,
      validity: 24 * HOUR,
      reportTimeout: HOUR,
      brokerTimeout: 10 * MINUTE,
      spacing: 2000,
    },
    storage: {},
    cumulocity: {
      hosts: {},
      allowedHosts: ['*.cumulocity.com'],
      connectTimeout: 10_000,
      headersTimeout: 30_000,
      bodyTimeout: 30_000,
      closeTimeout: 5000,
    },
    limits: { maxConnections: 5, maxFlows: 1000, maxEvents: 1000, maxTokens: 1000 },
    reconnect: { jitter: MINUTE },
    delivery: { quota: 1_000_000, retention: 7 * 24 * HOUR, logQuota: 5_000_000 },
    log: { level: 'info' },
  });
});

test('a way in by HTTP is open once it has an id and a key, and a host in the table is reached by TLS', () => {
  const read = bridgeConfigSchema.parse({
    api: API,
    intake: { http: HTTP },
    cumulocity: { hosts: { 'a.example.com': { address: '10.0.0.1', port: 1 } } },
  });
  assert.deepEqual(read.intake.http, { ...HTTP, enabled: true, timeDeviation: MINUTE });
  assert.deepEqual(read.cumulocity.hosts, { 'a.example.com': { address: '10.0.0.1', port: 1, tls: true } });
});

const host = (entry: object) => ({
  cumulocity: { hosts: { 'a.example.com': { address: '::1', ...entry } } },
});

for (const [what, given] of [
  ['any free port', { api: { ...API, port: 0 } }],
  ['the last port', { api: { ...API, port: 65_535 } }],
  ['a secret of eight characters', { api: { clientSecret: '12345678' } }],
  ['a broker by TLS', { broker: { url: 'mqtts://broker.example.com:8883' } }],
  ['a broker by the words of another client', { broker: { url: 'tcp://broker' } }],
  ['a window of one', { broker: { window: 1 } }],
  ['a key for the secrets at rest', { storage: { key: KEY } }],
  ['a span in milliseconds', { delivery: { retention: 0 } }],
  ['a span in words', { delivery: { retention: '90s' } }],
  ['a topic with more around the device', { commands: { downlinkTopic: 'a/{DevEUI}/b' } }],
] as const) {
  test(`a bridge may have ${what}`, () => {
    assert.equal(bridgeConfigSchema.safeParse({ api: API, ...given }).success, true);
  });
}

for (const [what, given, path] of [
  ['a port below 0', { api: { ...API, port: -1 } }, 'api.port'],
  ['a port above 65535', { api: { ...API, port: 65_536 } }, 'api.port'],
  ['no address to listen on', { api: { ...API, host: '' } }, 'api.host'],
  ['a secret of seven characters', { api: { clientSecret: '1234567' } }, 'api.clientSecret'],
  ['a client id without a platform', { api: { ...API, clientId: 'admin' } }, 'api.clientId'],
  ['a client id of two platforms', { api: { ...API, clientId: 'a b/admin' } }, 'api.clientId'],
  ['a client id with a blank', { api: { ...API, clientId: 'local/the admin' } }, 'api.clientId'],
  ['bodies of no size', { api: { ...API, maxBodyBytes: 0 } }, 'api.maxBodyBytes'],
  ['a broker that speaks HTTP', { broker: { url: 'http://127.0.0.1' } }, 'broker.url'],
  ['a broker behind something else', { broker: { url: 'see mqtt://broker' } }, 'broker.url'],
  ['a broker without a name', { broker: { url: 'mqtt:///' } }, 'broker.url'],
  ['no topic of uplinks', { broker: { uplinkTopics: [] } }, 'broker.uplinkTopics'],
  ['an empty topic of uplinks', { broker: { uplinkTopics: [''] } }, 'broker.uplinkTopics.0'],
  ['half a message in its window', { broker: { window: 0.5 } }, 'broker.window'],
  ['a window of none', { broker: { window: 0 } }, 'broker.window'],
  ['a key of too few bytes', { storage: { key: KEY.slice(4) } }, 'storage.key'],
  ['a key with something behind', { storage: { key: `${KEY}=` } }, 'storage.key'],
  ['a host at no port', host({ port: 0 }), 'cumulocity.hosts.a.example.com.port'],
  ['a host at no address', host({ port: 1, address: '' }), 'cumulocity.hosts.a.example.com.address'],
  ['a span below 0', { reconnect: { jitter: -1 } }, 'reconnect.jitter'],
  ['a span without a unit', { reconnect: { jitter: '5' } }, 'reconnect.jitter'],
  [
    'an AS key of 31 digits',
    { intake: { http: { ...HTTP, asKey: HTTP.asKey.slice(1) } } },
    'intake.http.asKey',
  ],
  ['an AS key of 33 digits', { intake: { http: { ...HTTP, asKey: `${HTTP.asKey}0` } } }, 'intake.http.asKey'],
  [
    'an AS key with a letter too many',
    { intake: { http: { ...HTTP, asKey: 'g'.repeat(32) } } },
    'intake.http.asKey',
  ],
  ['no id of the network', { intake: { http: { ...HTTP, asId: '' } } }, 'intake.http.asId'],
  ['downlinks for nobody', { commands: { downlinkTopic: 'mqtt/downlink' } }, 'commands.downlinkTopic'],
  ['downlinks for all', { commands: { downlinkTopic: '+/{DevEUI}' } }, 'commands.downlinkTopic'],
  ['downlinks for all below', { commands: { downlinkTopic: '{DevEUI}/#' } }, 'commands.downlinkTopic'],
  ['a quota of none', { delivery: { quota: 0 } }, 'delivery.quota'],
  ['an unheard-of level of its log', { log: { level: 'loud' } }, 'log.level'],
  ['a setting that there is not', { limits: { maxConections: 5 } }, 'limits'],
] as const) {
  test(`a bridge may not have ${what}`, () => {
    const read = bridgeConfigSchema.safeParse({ api: API, ...given });
    assert.deepEqual(
      read.error?.issues.map((issue) => issue.path.join('.')),
      [path],
    );
  });
}

for (const [given, message] of [
  [true, 'must be a number of milliseconds, or a whole number and a unit, such as 30s or 5m'],
  ['soon', 'must be a whole number and a unit (s, m, h, d), such as 5m or 72h'],
] as const) {
  test(`a span that is ${given} is told how one is written`, () => {
    const read = bridgeConfigSchema.safeParse({ api: API, reconnect: { jitter: given } });
    assert.deepEqual(
      read.error?.issues.map((issue) => issue.message),
      [message],
    );
  });
}
