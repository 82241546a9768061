import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { fromHex, toHex } from '../../hex.ts';
import type { Measured } from './codec.ts';
import { CODECS, type Codec } from './index.ts';

const LINK = { fCntUp: 32, fCntDn: 32, downlinkRssi: -82, downlinkSnr: 7 };

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const number = (min: number, max: number) => maybe(fc.double({ min, max, noNaN: true }));
const measured = fc
  .record({
    temperature: number(-100, 120),
    humidity: number(0, 100),
    light: number(0, 65_000),
    motion: number(0, 255),
    co2Level: number(0, 65_000),
    pressure: number(0, 2000),
    batteryVoltage: number(0, 5000),
    acceleration: maybe(
      fc.record({
        x: fc.double({ min: -2, max: 2, noNaN: true }),
        y: fc.double({ min: -2, max: 2, noNaN: true }),
        z: fc.double({ min: -2, max: 2, noNaN: true }),
      }),
    ),
    location: maybe(
      fc.record({
        latitude: fc.double({ min: -90, max: 90, noNaN: true }),
        longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      }),
    ),
  })
  .map((values): Measured => z.custom<Measured>().parse(JSON.parse(JSON.stringify(values))));

// Half a step of each format: what rounding may take away.
const STEPS: Record<keyof typeof CODECS, Record<string, number>> = {
  'elsys-ers': {
    temperature: 0.05,
    humidity: 0.5,
    light: 0.5,
    motion: 0.5,
    batteryVoltage: 0.5,
    latitude: 5e-5,
  },
  'adeunis-field-test': { temperature: 0.5, batteryVoltage: 0.5, latitude: 0.5 / 60_000 },
};

for (const name of ['adeunis-field-test', 'elsys-ers'] as const) {
  const codec: Codec = CODECS[name];
  describe(`codec ${name}`, () => {
    it('says of each payload exactly what its bytes carry', () => {
      fc.assert(
        fc.property(measured, (values) => {
          const encoded = codec.encode(values, LINK);
          assert.deepEqual(codec.decode(encoded.bytes), encoded.values);
          // What was rounded once is not moved by being sent again.
          const { bytes } = codec.encode(encoded.values, LINK);
          assert.equal(toHex(bytes), toHex(encoded.bytes));
        }),
      );
    });

    it('rounds by half a step of the format at most', () => {
      const flat = ({ location, ...rest }: Measured) => ({ ...rest, latitude: location?.latitude });
      fc.assert(
        fc.property(measured, (values) => {
          const carried: Record<string, unknown> = flat(codec.encode(values, LINK).values);
          for (const [key, value] of Object.entries(flat(values))) {
            const step = STEPS[name][key];
            if (typeof value !== 'number' || step === undefined) continue;
            assert.ok(
              Math.abs(Number(carried[key]) - value) <= step * 1.000001,
              `${key} ${value} → ${carried[key]}`,
            );
          }
        }),
      );
    });

    it('refuses what the format can’t carry', () => {
      assert.throws(() => codec.encode({ temperature: 4000 }, LINK), { code: 'value-out-of-range' });
      assert.throws(() => codec.encode({ temperature: Number.NaN }, LINK), { code: 'value-out-of-range' });
      assert.throws(() => codec.encode({ location: { latitude: 91, longitude: 0 } }, LINK), {
        code: 'value-out-of-range',
      });
    });

    it('refuses bytes that end too early', () => {
      const { bytes } = codec.encode({ temperature: 20, location: { latitude: 48, longitude: 2 } }, LINK);
      assert.throws(() => codec.decode(bytes.subarray(0, 6)), { code: 'bad-payload' });
    });
  });
}

describe('Adeunis Field Test', () => {
  it('writes degrees and minutes in decimal digits, hemispheres in the last nibble', () => {
    const { bytes } = CODECS['adeunis-field-test'].encode(
      { temperature: -5, location: { latitude: -45.26615, longitude: -5.575 }, batteryVoltage: 4041 },
      LINK,
    );
    assert.equal(toHex(bytes), '9ffb45159691005345011820200fc95207');
  });
});

const VECTORS = new URL('../../../../../shared/reference/payload-vectors.json', import.meta.url);
const vectorsSchema = z.object({
  vectors: z.array(
    z.object({ device: z.string(), hex: z.string(), decoded: z.record(z.string(), z.unknown()) }),
  ),
});

describe('published payloads', {
  skip: existsSync(VECTORS) ? false : 'the published vectors are not on this machine',
}, () => {
  const vectors = existsSync(VECTORS)
    ? vectorsSchema.parse(JSON.parse(readFileSync(VECTORS, 'utf8'))).vectors
    : [];

  it('are read as the vendors read them: Elsys', () => {
    const elsys = vectors.filter(({ device }) => device.startsWith('Elsys'));
    assert.equal(elsys.length, 2);
    for (const { hex, decoded } of elsys) {
      const { co2Level, batteryVoltage, ...rest } = CODECS['elsys-ers'].decode(fromHex(hex));
      const named = {
        ...rest,
        ...(co2Level !== undefined && { co2: co2Level }),
        ...(batteryVoltage !== undefined && { vdd: batteryVoltage }),
      };
      assert.deepEqual(named, decoded);
    }
  });

  it('are read as the vendors read them: Adeunis Field Test', () => {
    const [vector] = vectors.filter(({ device }) => device.startsWith('Adeunis FTD'));
    assert.ok(vector !== undefined);
    const values = CODECS['adeunis-field-test'].decode(fromHex(vector.hex));
    assert.equal(values.temperature, vector.decoded.temperature);
    assert.equal(values.batteryVoltage, Math.round(1000 * Number(vector.decoded.batteryVoltage)));
    // The vector's decoder takes 45°15.969' for 45.15969°; the vendor's user guide says degrees and minutes.
    assert.deepEqual(values.location, { latitude: 45 + 15.969 / 60, longitude: 5 + 34.5 / 60 });
  });
});
