import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createRandom } from '../../../src/random/index.ts';
import { airtimeSeconds } from './airtime.ts';
import { demodulationFloorDb, fits, sensitivityDbm } from './channels.ts';
import { placeGateways, Radio } from './index.ts';

const PARIS = { latitude: 48.8566, longitude: 2.3522 };

describe('airtime', () => {
  // Semtech's LoRa calculator, 125 kHz, CR 4/5, preamble 8, explicit header, CRC; the join request of 23 bytes at SF12
  // is also what ThingPark's published join document says (1.482752 s).
  for (const [length, spreadingFactor, seconds] of [
    [23, 7, 0.061696],
    [23, 12, 1.482752],
    [13, 12, 1.155072],
    [51, 10, 0.616448],
  ] as const) {
    it(`of ${length} bytes at SF${spreadingFactor} is ${seconds} s`, () => {
      assert.ok(Math.abs(airtimeSeconds(length, spreadingFactor) - seconds) < 1e-9);
    });
  }
});

describe('radio', () => {
  const gateways = placeGateways(createRandom('gateways'), 5, PARIS);
  const emission = (seed: string, more: object = {}) => ({
    phyPayload: new Uint8Array(30),
    payloadLength: 17,
    at: 0,
    from: PARIS,
    txPower: 14,
    random: createRandom(seed),
    gateways: 3,
    ...more,
  });

  it('is heard by the nearest base stations, the best reception first, with figures that a radio can have', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 222 }),
        (seed, count, payloadLength) => {
          const heard = new Radio(gateways).transmit(emission(seed, { gateways: count, payloadLength }));
          assert.equal(heard.length, count);
          assert.equal(new Set(heard.map(({ gateway }) => gateway.lrrId)).size, count);
          for (const { rssi, snr, esp, spreadingFactor } of heard) {
            assert.ok(fits(payloadLength, spreadingFactor));
            assert.ok(
              Number.isInteger(rssi) && rssi >= Math.floor(sensitivityDbm(spreadingFactor)) && rssi < 0,
            );
            assert.ok(Number.isInteger(snr * 4) && snr >= demodulationFloorDb(spreadingFactor) && snr <= 12);
            assert.ok(esp < rssi);
          }
          const esps = heard.map(({ esp }) => esp);
          assert.deepEqual(
            esps,
            [...esps].sort((a, b) => b - a),
          );
        },
      ),
    );
  });

  it('fades with distance: who is far needs a slower data rate', () => {
    const rates = [PARIS, { latitude: 49.2, longitude: 2.3522 }].map((from) =>
      Math.max(
        ...Array.from({ length: 20 }, (_, index) => {
          const [best] = new Radio(gateways).transmit(emission(`seed ${index}`, { from }));
          return best?.spreadingFactor ?? 0;
        }),
      ),
    );
    assert.ok((rates[0] ?? 0) < (rates[1] ?? 0), rates.join());
    assert.equal(rates[1], 12);
  });

  it('varies from frame to frame, and is the same again from the same seed', () => {
    const twenty = (seed: string) => {
      const one = emission(seed);
      return Array.from({ length: 20 }, () => new Radio(gateways).transmit(one));
    };
    assert.deepEqual(twenty('a'), twenty('a'));
    assert.ok(new Set(twenty('a').map(([best]) => best?.rssi)).size > 3);
    assert.ok(new Set(twenty('a').map(([best]) => best?.channel.name)).size > 3);
  });

  it('keeps joins to the channels that every device knows', () => {
    const one = emission('join', { join: true });
    const used = new Set(
      Array.from({ length: 50 }, () => new Radio(gateways).transmit(one)[0]?.channel.frequency),
    );
    assert.deepEqual([...used].sort(), [868.1, 868.3, 868.5]);
  });
});
