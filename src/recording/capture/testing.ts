import fc from 'fast-check';
import { ENVELOPE_VERSION, type Envelope, envelopeKindSchema, partySchema } from '../envelope.ts';

/** Sixteen hexadecimal digits, upper case as ThingPark writes them. */
export const anyDevEui = fc
  .uint8Array({ minLength: 8, maxLength: 8 })
  .map((bytes) => Buffer.from(bytes).toString('hex').toUpperCase());

/** Any envelope that a hop could have recorded. */
export const anyEnvelope: fc.Arbitrary<Envelope> = fc
  .record({
    seq: fc.integer({ min: 1, max: 1_000_000 }),
    at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    from: fc.constantFrom(...partySchema.options),
    to: fc.constantFrom(...partySchema.options),
    kind: fc.constantFrom(...envelopeKindSchema.options),
    title: fc.string({ unit: 'grapheme' }),
    devEui: anyDevEui,
    // What JSON can't say is no part of an envelope: it went through JSON on its way in.
    body: fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value))),
  })
  .map(({ at, devEui, ...rest }) => ({
    v: ENVELOPE_VERSION,
    run: 'run',
    time: new Date(at).toISOString(),
    correlation: { devEui },
    redaction: 'public',
    ...rest,
  }));
