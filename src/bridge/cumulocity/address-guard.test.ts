import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPublicAddress } from './address-guard.ts';
import { destinationOf } from './host-rule.ts';

test('addresses of this machine and its neighbours are not public, in whatever form', () => {
  const closed = [
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2002:a00:1::1',
    '::127.0.0.1',
    '2001:db8::1',
    '2001::1',
    'no address',
    '',
  ];
  assert.deepEqual(closed.filter(isPublicAddress), []);
});

test('addresses of the internet are public', () => {
  const open = ['1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:1.1.1.1', '2a00:1450::1'];
  assert.deepEqual(
    open.filter((address) => !isPublicAddress(address)),
    [],
  );
});

test('an IPv4 address is as public mapped into IPv6 as it is itself', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      assert.equal(isPublicAddress(`::ffff:${address}`), isPublicAddress(address));
    }),
  );
});

const RULE = {
  hosts: {
    'Twin.example.com': { address: '127.0.0.1', port: 8443 },
    'plain.example.com:80': { address: '::1', port: 1, tls: false },
  },
  allowedHosts: ['*.cumulocity.com', 'exact.example.com', '127.0.0.1', '[::1]'],
};
const go = (url: string) => destinationOf(new URL(url), RULE);

test('a host in the table is called where the table says, a private address included', () => {
  assert.deepEqual(go('https://twin.EXAMPLE.com/x'), {
    hostName: 'twin.example.com',
    address: '127.0.0.1',
    port: 8443,
    tls: true,
    trusted: true,
  });
  assert.deepEqual(go('http://plain.example.com/').tls, false);
  assert.equal(go('https://twin.example.com:9999/').port, 8443);
});

test('an allowed host is called as it is; * stands for labels and nothing else', () => {
  assert.deepEqual(go('https://a.b.cumulocity.com:8443/'), {
    hostName: 'a.b.cumulocity.com',
    address: 'a.b.cumulocity.com',
    port: 8443,
    tls: true,
    trusted: false,
  });
  for (const host of [
    'cumulocity.com',
    'evilcumulocity.com',
    'cumulocity.com.evil.org',
    'sub.exact.example.com',
  ]) {
    assert.throws(() => go(`https://${host}/`), { failure: 'host-not-allowed' }, host);
  }
});

test('a literal private address is refused though its name is allowed, in every spelling', () => {
  for (const host of ['127.0.0.1', '0x7f.1', '2130706433', '127.1', '017700000001', '[::1]']) {
    assert.throws(
      () => go(`https://${host}/`),
      { failure: 'host-not-allowed', maybeCarriedOut: false },
      host,
    );
  }
});

test('an address behind NAT64 or 6to4 is as public as the one it leads to, and only their own prefixes embed one', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['64:ff9b::1.1.1.1', true],
    ['64:ff9b::10.0.0.1', false],
    ['64:ff9b:1::1.1.1.1', false],
    ['64:ff9b::1:0:101:101', false],
    ['64:ff9a::1.1.1.1', false],
    ['65:ff9b::1.1.1.1', false],
    ['2002:101:101::', true],
    ['2002:101:101::10.0.0.1', true],
    ['2002:c0a8:1::1.1.1.1', false],
    ['::fffe:1.1.1.1', false],
    ['1::ffff:1.1.1.1', false],
    ['2606:4700::ffff:10.0.0.1', true],
  ];
  for (const [address, wanted] of cases) assert.equal(isPublicAddress(address), wanted, address);
});
