import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cumulocityConfigurationSchema } from './cumulocity-configuration.ts';

const MANDATORY = { hostName: 't.cumulocity.com', tenantId: 't1', username: 'u', password: 'p' };

/** What is wrong with a configuration that differs from a right one by this. */
function wrong(change: object): readonly string[] {
  const read = cumulocityConfigurationSchema.safeParse({ ...MANDATORY, ...change });
  return (read.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);
}

test('what is left out has the documented default, or stays out', () => {
  assert.deepEqual(cumulocityConfigurationSchema.parse(MANDATORY), {
    ...MANDATORY,
    createDevices: true,
    sendMetadata: false,
    sendRawDecodedFormat: false,
    downlinkEnabled: true,
    reconnectStrategy: 'NORMAL',
  });
});

const LABEL = 'a'.repeat(63);
const LONGEST = `${LABEL}.${LABEL}.${LABEL}.${'a'.repeat(61)}`;

for (const hostName of [
  'tpx.eu-latest.cumulocity.com',
  'TPX.Cumulocity.COM',
  'localhost',
  '127.0.0.1:8080',
  'under_scored.example.com',
  'h.example.com',
  'ahttp.example.com',
  't.example.com:1',
  't.example.com:65535',
  LONGEST,
  `${LONGEST}:443`,
]) {
  test(`${hostName.slice(0, 40)} is a host name`, () => {
    assert.deepEqual(wrong({ hostName }), []);
  });
}

for (const hostName of [
  '',
  'http://t.cumulocity.com',
  'https://t.cumulocity.com',
  'HTTP:t.cumulocity.com',
  'HttpS://t.cumulocity.com',
  'http.example.com',
  'hTTps.example.com',
  't.cumulocity.com/',
  't.cumulocity.com/path',
  't.cumulocity.com?query',
  't.cumulocity.com#part',
  'user@t.cumulocity.com',
  't.cumulocity.com ',
  ' t.cumulocity.com',
  't..com',
  '.t.com',
  't.com.',
  '-t.com',
  't-.com',
  't.com:',
  't.com:0',
  't.com:080',
  't.com:65536',
  't.com:123456',
  't.com:port',
  '[::1]',
  'bücher.example.com',
  't.com\n',
  `${LABEL}a.com`,
  `${LONGEST}a`,
]) {
  test(`${JSON.stringify(hostName).slice(0, 40)} is no host name`, () => {
    const said = wrong({ hostName });
    assert.ok(said.length > 0);
    for (const line of said) assert.match(line, /^hostName must /);
  });
}

test('a scheme is named as what is wrong', () => {
  const [first] = wrong({ hostName: 'https://t.cumulocity.com' });
  assert.match(first ?? '', /bare host name without http:\/\/ or https:\/\//);
});

for (const key of ['tenantId', 'username', 'password'] as const) {
  test(`${key} has one to 255 characters, none of them a control character`, () => {
    assert.deepEqual(wrong({ [key]: 'x' }), []);
    assert.deepEqual(wrong({ [key]: 'x'.repeat(255) }), []);
    assert.deepEqual(wrong({ [key]: '' }), [`${key} must not be empty`]);
    assert.equal(wrong({ [key]: 'x'.repeat(256) }).length, 1);
    for (const character of ['\u0000', '\r', '\n', '\u001f', '\u007f']) {
      assert.ok(wrong({ [key]: `a${character}b` }).includes(`${key} must not hold control characters`));
    }
  });
}

test('what would part the credentials otherwise than they were meant is refused', () => {
  for (const tenantId of ['t/1', 't:1', 't 1']) {
    assert.deepEqual(wrong({ tenantId }), ['tenantId must not hold a slash, a colon or a space']);
  }
  assert.deepEqual(wrong({ username: 'a:b' }), ['username must not hold a colon']);
  assert.deepEqual(wrong({ username: 'a/b c' }), []);
  assert.deepEqual(wrong({ password: 'a:b/c d' }), []);
});

for (const [what, change, isRight] of [
  ['port 1', { downlinkPort: 1 }, true],
  ['port 224, of the test protocol', { downlinkPort: 224 }, true],
  ['port 0', { downlinkPort: 0 }, false],
  ['port 225', { downlinkPort: 225 }, false],
  ['a port with a fraction', { downlinkPort: 1.5 }, false],
  ['a description of 1000 characters', { description: 'x'.repeat(1000) }, true],
  ['a description of 1001 characters', { description: 'x'.repeat(1001) }, false],
  ['no text as description', { description: '' }, true],
  ['an AS_ID of 255 characters', { downlinkAsId: 'x'.repeat(255) }, true],
  ['an AS_ID of 256 characters', { downlinkAsId: 'x'.repeat(256) }, false],
  ['an empty AS_ID', { downlinkAsId: '' }, false],
  ['an AS_KEY of 255 characters', { downlinkAsKey: 'x'.repeat(255) }, true],
  ['an AS_KEY of 256 characters', { downlinkAsKey: 'x'.repeat(256) }, false],
  ['an empty AS_KEY', { downlinkAsKey: '' }, false],
  ['a validity of 72h', { uplinkTimeValidity: '72h' }, true],
  ['a validity without a unit', { uplinkTimeValidity: '72' }, false],
  ['the strategy CALM', { reconnectStrategy: 'CALM' }, true],
  ['the strategy AGGRESSIVE', { reconnectStrategy: 'AGGRESSIVE' }, true],
  ['the strategy Calm', { reconnectStrategy: 'Calm' }, false],
  ['"true" for true', { createDevices: 'true' }, false],
  ['a parameter that there is not', { color: 'red' }, false],
] as const) {
  test(`${what} is ${isRight ? 'right' : 'wrong'}`, () => {
    assert.equal(wrong(change).length === 0, isRight);
  });
}
