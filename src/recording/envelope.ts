import { z } from 'zod';

/** The version of the envelope's form; a reader refuses one it doesn't know. */
export const ENVELOPE_VERSION = 1;

/** Who can send or receive: the lanes of a sequence diagram, in their order from the device to the cloud. */
export const partySchema = z.enum(['device', 'network-server', 'broker', 'bridge', 'cumulocity', 'operator']);
export type Party = z.infer<typeof partySchema>;

/** What an envelope tells of. A `note` stands beside one lane (from = to). */
export const envelopeKindSchema = z.enum([
  'radio',
  'mqtt',
  'http-request',
  'http-response',
  'state',
  'event',
  'fault',
  'note',
]);
export type EnvelopeKind = z.infer<typeof envelopeKindSchema>;

/**
 * How the body is to be treated before anybody sees it: `public` bodies lose known secrets only (by key name and by
 * registered value), `secret` bodies are replaced whole.
 */
export const redactionClassSchema = z.enum(['public', 'secret']);

/** What ties an envelope to others of the same matter. */
export const correlationSchema = z.object({
  devEui: z.string().optional(),
  fCntUp: z.number().int().optional(),
  connectionId: z.string().optional(),
  operationId: z.string().optional(),
  /** Joins a request to its answer. */
  exchange: z.string().optional(),
});
export type Correlation = z.infer<typeof correlationSchema>;

/** One thing that happened at one hop. Journal, diagrams, captures and reports are views of the stream of these. */
export const envelopeSchema = z.object({
  v: z.literal(ENVELOPE_VERSION),
  run: z.string(),
  scenario: z.string().optional(),
  /** Counts from 1 within a run and scenario. */
  seq: z.number().int().positive(),
  /** ISO 8601, UTC, of the world's clock. */
  time: z.string(),
  from: partySchema,
  to: partySchema,
  kind: envelopeKindSchema,
  /** One line for people: `POST /measurement/measurements`, `uplink 17 on port 2`, `OPENING`. */
  title: z.string(),
  /** How it went, where that is known: the colour of the arrow. */
  outcome: z.enum(['ok', 'refused', 'failed']).optional(),
  correlation: correlationSchema,
  body: z.unknown().optional(),
  redaction: redactionClassSchema,
});
/** One message of a journal, see {@link envelopeSchema}. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** What a hop tells the recorder; run, scenario, sequence and time are added there. */
export type EnvelopeDraft = Omit<
  Envelope,
  'v' | 'run' | 'scenario' | 'seq' | 'time' | 'redaction' | 'correlation'
> & {
  readonly correlation?: Correlation;
  readonly redaction?: Envelope['redaction'];
};

/** Takes envelopes from the hops. Recording never fails and never waits. */
export interface Recorder {
  record(draft: EnvelopeDraft): void;
}
