import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createRedactor } from './redact.ts';

describe('by name', () => {
  const { text, value } = createRedactor();

  test('members at any depth, in any case, also within JSON text within JSON text', () => {
    const inner = JSON.stringify({ client_secret: 'planted', kept: 1 });
    const body = {
      a: [{ PassWord: 'planted', 'X-XSRF-TOKEN': 'planted', kept: { downlinkAsKey: 'planted' } }],
      inner,
    };
    const shown = value(body);
    assert.deepEqual(shown, {
      a: [{ PassWord: '*****', 'X-XSRF-TOKEN': '*****', kept: { downlinkAsKey: '*****' } }],
      inner: '{"client_secret":"*****","kept":1}',
    });
    assert.equal(text(JSON.stringify(body)), JSON.stringify(shown));
  });

  test('all names of the connection, of OAuth and of LoRaWAN', () => {
    const names = [
      ...['password', 'client_secret', 'clientSecret', 'access_token', 'refreshToken', 'token', 'id_token'],
      ...['authorization', 'Cookie', 'set-cookie', 'AS_KEY', 'appKey', 'AppSKey', 'nwkSKey', 'mqttPassword'],
    ];
    for (const name of names) assert.deepEqual(value({ [name]: 'planted' }), { [name]: '*****' }, name);
  });

  test('whatever the value is, unless it gives nothing away', () => {
    assert.deepEqual(value({ password: { a: 'planted' }, token: ['planted'], secret: 4711 }), {
      password: '*****',
      token: '*****',
      secret: '*****',
    });
    const harmless = { password: null, token: '', secret: true };
    assert.deepEqual(value(harmless), harmless);
  });

  test('headers as objects, pairs, raw lists and lines', () => {
    assert.deepEqual(value({ rawHeaders: ['Cookie', 'a=planted', 'Accept', 'text/html'] }), {
      rawHeaders: ['Cookie', '*****', 'Accept', 'text/html'],
    });
    assert.deepEqual(value([['authorization', 'planted']]), [['authorization', '*****']]);
    assert.deepEqual(value([{ name: 'set-cookie', value: 'a=planted' }]), [
      { name: 'set-cookie', value: '*****' },
    ]);
    assert.deepEqual(value(new Headers({ authorization: 'planted' })), { authorization: '*****' });
    assert.equal(
      text('GET / HTTP/1.1\r\nCookie: a=planted; b=planted\r\nAccept: */*'),
      'GET / HTTP/1.1\r\nCookie: *****\r\nAccept: */*',
    );
  });

  test('form fields, query parameters and members of text that is no JSON', () => {
    assert.equal(
      text('grant_type=client_credentials&client_id=me&client%5Fsecret=pl%20anted'),
      'grant_type=client_credentials&client_id=me&client%5Fsecret=*****',
    );
    assert.equal(text('GET /x?access_token=planted&page=2'), 'GET /x?access_token=*****&page=2');
    assert.equal(text('cut off: {"user":"u","password":"plan'), 'cut off: {"user":"u","password":"*****"');
    assert.equal(text('log {\\"password\\":\\"pl\\"} end'), 'log {\\"password\\":\\"*****\\"} end');
  });

  test('Basic and Bearer credentials, but not prose about them', () => {
    const basic = Buffer.from('t1/user:planted').toString('base64');
    assert.equal(text(`sent Basic ${basic} to it`), 'sent Basic ***** to it');
    assert.equal(text('curl -u with bearer eyJhbGciOi.x_y-z'), 'curl -u with bearer *****');
    for (const prose of [
      'Basic authentication is refused',
      'WWW-Authenticate: Basic realm="c8y"',
      'the Bearer token is missing',
    ]) {
      assert.equal(text(prose), prose);
    }
  });

  test('the password in a URL', () => {
    assert.equal(text('mqtt://user:pl@nted@broker:1883/x'), 'mqtt://user:*****@broker:1883/x');
    assert.equal(text('https://planted@host'), 'https://*****@host');
    const plain = 'https://host/path?mail=a@b';
    assert.equal(text(plain), plain);
  });

  test('leaves alone what is no secret: DevEUIs, token types, messages about fields, the hash of an HTTP uplink', () => {
    const uplink = 'LrnDevEui=20635F01E1000A01&LrnFPort=2&AS_ID=app&Time=2026-01-31T12:00:00Z&Token=0a1b2c';
    const harmless = [
      uplink,
      '{ "devEui": "20635F01E1000A01",  "token_type": "bearer" }',
      'password: must not be empty',
      'POST /oauth/token',
    ];
    for (const one of harmless) assert.equal(text(one), one);
    assert.deepEqual(value({ LrnDevEui: '1', Token: 'hash' }), { LrnDevEui: '1', Token: 'hash' });
    assert.deepEqual(value({ Token: 'planted' }), { Token: '*****' });
  });
});

describe('by registered value', () => {
  const secret = 'S3cr/t "ümlaut"+&=';
  const { text, value } = createRedactor({ secrets: [secret] });

  test('as it is, URL-encoded, form-encoded, escaped for JSON once and twice', () => {
    const forms = [
      secret,
      encodeURIComponent(secret),
      encodeURIComponent(secret).toLowerCase(),
      new URLSearchParams({ q: secret }).toString().slice(2),
      JSON.stringify(secret).slice(1, -1),
      JSON.stringify(JSON.stringify(secret)).slice(1, -1).slice(2, -2),
    ];
    for (const form of forms) assert.equal(text(`before ${form} after`), 'before ***** after');
  });

  test('in Base64, wherever in the encoded text it stands', () => {
    for (const user of ['', 'a:', 'ab:', 'tenant/user:']) {
      for (const encoding of ['base64', 'base64url'] as const) {
        assert.equal(text(`x "${Buffer.from(`${user}${secret}`).toString(encoding)}" y`), 'x "*****" y');
      }
    }
  });

  test('in names, numbers, bytes, errors and maps', () => {
    const { value } = createRedactor({ secrets: ['planted', '4711081'] });
    const error = new Error('planted', { cause: new Error('also planted') });
    assert.deepEqual(
      value({ planted: 1, n: 4711081, b: Buffer.from('planted'), error, m: new Map([['k', 'planted']]) }),
      {
        '*****': 1,
        n: '*****',
        b: '*****',
        error: { name: 'Error', message: '*****', cause: { name: 'Error', message: 'also *****' } },
        m: { k: '*****' },
      },
    );
  });

  test('not a value that is too short to be told from other text', () => {
    const { value } = createRedactor({ secrets: ['1', 'abcde', ''] });
    const body = { FPort: '1', text: 'abcdefg', n: 1 };
    assert.deepEqual(value(body), body);
    assert.deepEqual(value({ password: '1' }), { password: '*****' });
  });

  test('from when it is registered', () => {
    const redactor = createRedactor();
    const before = redactor.version;
    redactor.addSecret('planted');
    redactor.addSecret('planted');
    assert.equal(redactor.version, before + 1);
    assert.equal(redactor.text('planted'), '*****');
  });

  test('within a long run of Base64 characters, quickly', () => {
    const long = 'A'.repeat(300_000);
    const begun = process.cpuUsage();
    assert.equal(text(long), long);
    assert.ok(process.cpuUsage(begun).user < 5_000_000);
  });

  test('anything else stays what it was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (json) => {
        const { value } = createRedactor({ secrets: ['never contained in it'] });
        assert.equal(JSON.stringify(value({ json })), JSON.stringify({ json }));
      }),
    );
    assert.deepEqual(value([]), []);
  });
});

describe('the copy', () => {
  const { value } = createRedactor();

  test('is frozen and apart from the original', () => {
    const original = { list: [{ n: 1 }] };
    const copy = value(original);
    original.list.push({ n: 2 });
    assert.deepEqual(copy, { list: [{ n: 1 }] });
    assert.ok(Object.isFrozen(copy));
  });

  test('never fails: cycles, depth, throwing getters, what JSON can not say', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    assert.deepEqual(value(cycle), { self: '[circular]' });
    let deep: unknown = 0;
    for (let i = 0; i < 1000; i += 1) deep = { deep };
    assert.match(JSON.stringify(value(deep)), /\[too deep\]/);
    const broken = {
      get x() {
        throw new Error('broken');
      },
    };
    assert.deepEqual(value({ broken }), { broken: '[unreadable: broken]' });
    assert.deepEqual(value([Number.NaN, 12n, undefined, () => 1, Uint8Array.of(255, 0), new Date(0)]), [
      'NaN',
      '12',
      null,
      null,
      'ff00',
      '1970-01-01T00:00:00.000Z',
    ]);
    const named: unknown = JSON.parse('{"__proto__":{"polluted":1}}');
    assert.equal(JSON.stringify(value(named)), '{"__proto__":{"polluted":1}}');
  });
});
