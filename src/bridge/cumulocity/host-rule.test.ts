import assert from 'node:assert/strict';
import { test } from 'node:test';
import { destinationOf, type HostRule } from './host-rule.ts';

const RULE: HostRule = {
  hosts: {
    'Listed.example.com': { address: '10.0.0.1', port: 8443 },
    'listed.example.com:8080': { address: '10.0.0.2', port: 80, tls: false },
  },
  allowedHosts: ['*.cumulocity.com', 'Exact.example.com', '93.184.216.34', '10.0.0.3'],
};

const go = (url: string, rule = RULE) => destinationOf(new URL(url), rule);

test('a name in the table goes where the table says, in whatever case, and is trusted', () => {
  for (const url of ['https://listed.example.com/path', 'https://LISTED.example.com.']) {
    assert.deepEqual(go(url), {
      hostName: 'listed.example.com',
      address: '10.0.0.1',
      port: 8443,
      tls: true,
      trusted: true,
    });
  }
});

test('an entry for one port goes before that for the name', () => {
  const { address, port, tls } = go('https://listed.example.com:8080');
  assert.deepEqual({ address, port, tls }, { address: '10.0.0.2', port: 80, tls: false });
  assert.equal(go('https://listed.example.com:8081').address, '10.0.0.1');
});

for (const [url, port, tls] of [
  ['https://t1.cumulocity.com', 443, true],
  ['http://t1.cumulocity.com', 80, false],
  ['https://a.b.cumulocity.com:8443', 8443, true],
  ['https://exact.example.com', 443, true],
] as const) {
  test(`${url} may be called at its own address, which is not trusted`, () => {
    const { hostname } = new URL(url);
    assert.deepEqual(go(url), { hostName: hostname, address: hostname, port, tls, trusted: false });
  });
}

for (const url of [
  'https://cumulocity.com',
  'https://evilcumulocity.com',
  'https://cumulocity.com.evil.com',
  'https://more.exact.example.com',
  'https://example.com',
]) {
  test(`${url} may not be called`, () => {
    assert.throws(() => go(url), {
      failure: 'host-not-allowed',
      message: /neither in the host table nor allowed/,
    });
  });
}

test('an address that is written out is called where it is allowed and public only', () => {
  assert.equal(go('https://93.184.216.34').address, '93.184.216.34');
  assert.throws(() => go('https://10.0.0.3'), { message: /its address is not public/ });
});

test('where all may be called, this machine may not, however its address is written', () => {
  const all = { hosts: {}, allowedHosts: ['*'] };
  assert.equal(go('https://anything.example.com', all).trusted, false);
  for (const url of [
    'https://127.0.0.1',
    'https://0x7f.1',
    'https://2130706433',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
  ]) {
    assert.throws(() => go(url, all), { message: /its address is not public/ }, url);
  }
});
