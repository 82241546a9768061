import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../clock/index.ts';
import { BridgeError } from '../errors.ts';
import { isTokenOf, readPostedAddress } from './http-uplink-token.ts';
import { createHttpUplinks } from './http-uplinks.ts';

// actility/thingpark-integrations, 1_tpNS-AS/AS_nodejs_example/verify_token_in_uplink.js.
const EXAMPLE = {
  asId: 'TWA_100002167.1111.AS',
  asKey: 'f3203a20a2e8dfaf6686b621f56d05e3',
  document: {
    DevEUI_uplink: {
      CustomerID: '100002167',
      DevEUI: '20635F0108000496',
      FPort: '17',
      FCntUp: '180',
      payload_hex: '32ce4850919d85d4c9f793ad148d24f32f3c6b5488f5a087cbeb1488f5a998c83ab',
    },
  },
  query:
    'LrnDevEui=20635F0108000496&LrnFPort=17&LrnInfos=TWA_100002167.1111.AS-1-111974&AS_ID=TWA_100002167.1111.AS' +
    '&Time=2021-04-07T08:49:51.551%2B00:00',
  token: '196c22898bf95fcf48b72be198c89256410660b9b514539651344baa594ad74f',
} as const;
const AT = Date.parse('2021-04-07T08:49:51.551Z');

async function world() {
  const clock = createVirtualClock({ start: AT });
  const taken: { text: string; way: string }[] = [];
  const uplinks = createHttpUplinks({
    clock,
    accept: async (payload, way) => void taken.push({ text: Buffer.from(payload).toString(), way }),
    asId: EXAMPLE.asId,
    asKey: EXAMPLE.asKey.toUpperCase(),
    timeDeviation: 60_000,
  });
  const post = async (query: string, document: unknown = EXAMPLE.document) => {
    try {
      await uplinks.take(`/iot-flow/v1/uplinks?${query}`, document);
      return 'taken';
    } catch (error) {
      if (error instanceof BridgeError) return `${error.kind}: ${error.message}`;
      throw error;
    }
  };
  return { clock, taken, post };
}

describe('documents by HTTP', () => {
  it('are taken as they are when their token is good', async () => {
    const { taken, post } = await world();
    assert.equal(await post(`${EXAMPLE.query}&Token=${EXAMPLE.token}`), 'taken');
    assert.deepEqual(taken, [{ text: JSON.stringify(EXAMPLE.document), way: 'HTTP' }]);
    // An unencoded plus, a token in front and in capitals.
    const query = `Token=${EXAMPLE.token.toUpperCase()}&${EXAMPLE.query.replace('%2B', '+')}`;
    assert.equal(await post(query), 'taken');
  });

  it('are refused when the token was made for something else, or with another key', async () => {
    const { taken, post } = await world();
    const { DevEUI_uplink: uplink } = EXAMPLE.document;
    const good = `${EXAMPLE.query}&Token=${EXAMPLE.token}`;
    for (const change of [{ FCntUp: '181' }, { payload_hex: '00' }, { CustomerID: '1' }, { DevEUI: '2' }]) {
      assert.match(await post(good, { DevEUI_uplink: { ...uplink, ...change } }), /^bad-token/);
    }
    for (const query of [
      good.replace('LrnFPort=17', 'LrnFPort=18'),
      good.replace('111974', '111975'),
      good.replace(EXAMPLE.token, '0'.repeat(64)),
      good.replace(EXAMPLE.token, ''),
      good.replace(EXAMPLE.token, 'a token'),
    ]) {
      assert.match(await post(query), /^bad-token: AS_ID or Token is wrong/);
    }
    assert.deepEqual(taken, []);
  });

  it('are refused for another application server, device or time', async () => {
    const { clock, taken, post } = await world();
    const signed = (query: string) => {
      const { CustomerID, DevEUI, FPort, FCntUp, payload_hex } = EXAMPLE.document.DevEUI_uplink;
      const text = `${CustomerID}${DevEUI}${FPort}${FCntUp}${payload_hex}${decodeURIComponent(query)}`;
      return `${query}&Token=${createHash('sha256').update(`${text}${EXAMPLE.asKey}`).digest('hex')}`;
    };
    assert.match(
      await post(signed(EXAMPLE.query.replace('AS_ID=TWA', 'AS_ID=TWB'))),
      /^bad-token: AS_ID or Token/,
    );
    assert.match(await post(signed(EXAMPLE.query.replace('0496', '0497'))), /^invalid: .*LrnDevEui/);
    assert.match(await post(signed(EXAMPLE.query.replace('2021-04-07', 'one day'))), /^invalid: .*Time/);
    const good = signed(EXAMPLE.query);
    await clock.advance(60_000);
    assert.equal(await post(good), 'taken');
    await clock.advance(1);
    assert.match(await post(good), /^bad-token: Time is more than 60 s away/);
    const ahead = signed(EXAMPLE.query.replace('08:49', '08:52'));
    assert.match(await post(ahead), /^bad-token: Time/);
    assert.equal(taken.length, 1);
  });

  it('name what an address lacks', async () => {
    const { post } = await world();
    assert.match(await post(''), /4 fields are wrong: LrnDevEui .*AS_ID .*Time .*Token/);
    const good = `${EXAMPLE.query}&Token=${EXAMPLE.token}`;
    assert.match(await post(`${good}&Token=${EXAMPLE.token}`), /^invalid: One field is wrong: Token/);
    assert.match(await post(good.replace('%2B', '%ZZ')), /^invalid: One field is wrong: Time/);
    assert.match(await post(`${good}&More=%E0`), /^invalid: One field is wrong: More/);
  });
});

describe('a token', () => {
  const text = fc.string({ maxLength: 12 });
  const anyDocument = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom('DevEUI_uplink', 'DevEUI_downlink_Sent', 'x'), fc.jsonValue()),
  );

  it('is never taken for another, and nothing that comes makes it throw', () => {
    fc.assert(
      fc.property(anyDocument, text, text, (document, signed, token) => {
        assert.equal(isTokenOf({ devEui: '', asId: '', time: '', signed, token }, document, 'ab'), false);
        const right = createHash('sha256').update(`18${signed}ab`).digest('hex');
        const address = { devEui: '', asId: '', time: '', signed, token: right };
        assert.ok(isTokenOf(address, { DevEUI_downlink_Sent: { FPort: 1, FCntDn: 8 } }, 'AB'));
      }),
    );
  });

  it('stands in an address that is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        const read = readPostedAddress(`/uplinks?${query}`);
        assert.ok('wrong' in read ? read.wrong.length > 0 : read.token !== undefined);
      }),
    );
  });
});
