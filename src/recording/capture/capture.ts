import { z } from 'zod';
import type { Envelope } from '../envelope.ts';

/** The version of a capture's form; a reader refuses one it doesn't know. */
const CAPTURE_VERSION = 1;

/** Where a capture's messages were taken from. */
const captureSourceSchema = z.enum(['world', 'broker', 'documents', 'har']);

/** The first line of a capture: says what the envelopes after it are. */
export const captureHeaderSchema = z.object({
  capture: z.literal('iot-flow-tck'),
  version: z.literal(CAPTURE_VERSION),
  /** Version of the tool that wrote it. */
  tool: z.string(),
  /** ISO 8601: when it was begun. */
  created: z.string(),
  source: captureSourceSchema,
  /** Whether device addresses were replaced, each by the same other one throughout. */
  pseudonymised: z.boolean(),
  /** Of the recorded world; absent for what is no simulation. */
  seed: z.string().optional(),
  /** What somebody wrote down about it. */
  note: z.string().optional(),
});
export type CaptureHeader = z.infer<typeof captureHeaderSchema>;

/** A recording of what happened: a header, and the envelopes in the order in which they were recorded. */
export interface Capture {
  readonly header: CaptureHeader;
  readonly envelopes: readonly Envelope[];
  /** What its reader should know, such as that its last line is cut off. */
  readonly notes: readonly string[];
}

/** The header of a new capture. */
export function captureHeader(facts: Omit<CaptureHeader, 'capture' | 'version'>): CaptureHeader {
  return { capture: 'iot-flow-tck', version: CAPTURE_VERSION, ...facts };
}

/** A header or an envelope as a line of the file. */
export function captureLine(part: CaptureHeader | Envelope): string {
  return `${JSON.stringify(part)}\n`;
}

/** A whole capture as the text of its file. */
export function writeCapture({ header, envelopes }: Pick<Capture, 'header' | 'envelopes'>): string {
  return [header, ...envelopes].map(captureLine).join('');
}

/**
 * Whether a message of a running world is worth keeping: somebody's looks into Cumulocity and the management API change
 * nothing, and the simulation's own come each second.
 */
export function isMatter({ from, to, kind, title, correlation }: Envelope, looks: Set<string>): boolean {
  const { exchange } = correlation;
  if (kind === 'http-request' && from === 'operator' && title.startsWith('GET ')) {
    if (exchange !== undefined) looks.add(`${to} ${exchange}`);
    return false;
  }
  if (to === 'operator' && exchange !== undefined) return !looks.delete(`${from} ${exchange}`);
  return true;
}
