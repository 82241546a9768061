import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fromHex, toHex } from '../hex.ts';
import { cmac } from './aes.ts';
import {
  buildDataFrame,
  buildJoinAccept,
  buildJoinRequest,
  deriveSessionKeys,
  devAddrOf,
  joinRequestIsGenuine,
  lowCounterOf,
  openDataFrame,
  openJoinAccept,
  readJoinRequest,
} from './index.ts';

// The example of the lora-packet library (github.com/anthonykirby/lora-packet, README); the join vectors below were
// checked with that library.
const KEYS = {
  nwkSKey: fromHex('44024241ed4ce9a68c6a8bc055233fd3'),
  appSKey: fromHex('ec925802ae430ca77fd3dd73cb2cc588'),
};
const APP_KEY = fromHex('98929b92f09e2daf676d646f61d25250');

describe('AES-CMAC', () => {
  // RFC 4493, section 4, examples 1 to 4
  const key = fromHex('2b7e151628aed2a6abf7158809cf4f3c');
  const message =
    '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710';
  for (const [length, mac] of [
    [0, 'bb1d6929e95937287fa37d129b756746'],
    [16, '070a16b46b4d4144f79bdd9dd04a287c'],
    [40, 'dfa66747de9ae63030ca32611497c827'],
    [64, '51f0bebf7e3b9d92fc49741779363cfe'],
  ] as const) {
    it(`signs ${length} bytes as RFC 4493 does`, () => {
      assert.equal(toHex(cmac(key, fromHex(message.slice(0, 2 * length)))), mac);
    });
  }
});

describe('data frame', () => {
  it('opens a published frame', () => {
    const phyPayload = fromHex('40F17DBE4900020001954378762B11FF0D');
    assert.equal(toHex(devAddrOf(phyPayload)), '49be7df1');
    assert.equal(lowCounterOf(phyPayload), 2);
    const frame = openDataFrame(phyPayload, 2, KEYS, 'up');
    assert.equal(Buffer.from(frame.payload).toString(), 'test');
    assert.equal(frame.fPort, 1);
    assert.equal(frame.confirmed, false);
    assert.equal(toHex(buildDataFrame(frame, KEYS, 'up')), toHex(phyPayload));
  });

  const shapes = {
    confirmed: fc.boolean(),
    devAddr: fc.uint8Array({ minLength: 4, maxLength: 4 }),
    adr: fc.boolean(),
    ack: fc.boolean(),
    fCnt: fc.integer({ min: 0, max: 0xffffffff }),
    fPort: fc.integer({ min: 0, max: 255 }),
    payload: fc.uint8Array({ maxLength: 222 }),
  };
  const frames = fc.record(shapes, { noNullPrototype: true });

  it('comes out as it went in, either way, and any flipped bit is noticed', () => {
    fc.assert(
      fc.property(frames, fc.constantFrom('up' as const, 'down' as const), fc.nat(), (frame, way, bit) => {
        const phyPayload = buildDataFrame(frame, KEYS, way);
        assert.deepEqual(openDataFrame(phyPayload, frame.fCnt, KEYS, way), frame);
        const bits = phyPayload.length * 8;
        const broken = phyPayload.map((byte, at) =>
          at === (bit % bits) >> 3 ? byte ^ (1 << (bit % 8)) : byte,
        );
        assert.throws(() => openDataFrame(broken, frame.fCnt, KEYS, way), { code: 'bad-frame' });
      }),
    );
  });

  it('carries neither port nor payload when there is nothing to say', () => {
    const frame = {
      confirmed: false,
      devAddr: fromHex('04010203'),
      adr: true,
      ack: true,
      fCnt: 1,
      fPort: null,
      payload: new Uint8Array(),
    };
    const phyPayload = buildDataFrame(frame, KEYS, 'up');
    assert.equal(phyPayload.length, 12);
    assert.deepEqual(openDataFrame(phyPayload, 1, KEYS, 'up'), frame);
  });
});

describe('join', () => {
  const request = {
    joinEui: fromHex('70b3d57ed0000000'),
    devEui: fromHex('0102030405060708'),
    devNonce: 0xabcd,
  };
  const accept = { appNonce: fromHex('e5063a'), netId: fromHex('000002'), devAddr: fromHex('04010203') };

  it('asks, is answered, and both sides come to the same keys', () => {
    const asked = buildJoinRequest(request, APP_KEY);
    assert.equal(toHex(asked), '00000000d07ed5b3700807060504030201cdab99ac4655');
    assert.deepEqual(readJoinRequest(asked), request);
    assert.equal(joinRequestIsGenuine(asked, APP_KEY), true);
    const answered = buildJoinAccept(accept, APP_KEY);
    assert.equal(toHex(answered), '20177585d69410d881eb9c6875da5480a2');
    assert.deepEqual(openJoinAccept(answered, APP_KEY), accept);
    const keys = deriveSessionKeys(APP_KEY, accept, request.devNonce);
    assert.equal(toHex(keys.nwkSKey), '0d764273d0c31352c90dd078ef3b38ae');
    assert.equal(toHex(keys.appSKey), 'b8cfee4ab6dc4ef491e991ff5ee0d115');
  });

  it('takes nothing signed with another key, and nothing that is no join', () => {
    assert.equal(joinRequestIsGenuine(buildJoinRequest(request, KEYS.appSKey), APP_KEY), false);
    assert.throws(() => openJoinAccept(buildJoinAccept(accept, KEYS.appSKey), APP_KEY), {
      code: 'bad-frame',
    });
    assert.throws(() => readJoinRequest(fromHex('4001')), { code: 'bad-frame' });
    assert.throws(() => openJoinAccept(fromHex('4001'), APP_KEY), { code: 'bad-frame' });
  });
});
