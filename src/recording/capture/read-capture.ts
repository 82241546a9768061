import { envelopeSchema } from '../envelope.ts';
import { type Capture, captureHeader, captureHeaderSchema } from './capture.ts';
import { CaptureError } from './errors.ts';
import { harEnvelopes, looksLikeHar } from './har.ts';
import { pastedEnvelopes, readPastedDocuments } from './pasted-documents.ts';

/** What is written into the header of something that had none. */
export interface Reading {
  /** Version of this tool. */
  readonly tool: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Reads a capture, ThingPark's documents as people paste them (one, an array, several in a row; with their root or without), or
 * a HAR file. What brings secrets along loses them here.
 *
 * @throws CaptureError that names the line and what to do
 */
export function readCapture(text: string, { tool, now }: Reading): Capture {
  const bare = text.replace(/^\uFEFF/, '');
  if (bare.trim() === '') throw new CaptureError('empty');
  const [first = ''] = bare.split('\n', 1);
  if (/^\s*\{\s*"capture"\s*:/.test(first)) return ownCapture(bare);
  const created = new Date(now).toISOString();
  const whole = parsed(bare);
  if (looksLikeHar(whole)) {
    const header = captureHeader({ tool, created, source: 'har', pseudonymised: false });
    return { header, envelopes: harEnvelopes(whole), notes: [] };
  }
  if (envelopeSchema.safeParse(parsed(first)).success)
    throw new CaptureError('bad-header', { line: 1, detail: 'envelopes without a header' });
  const documents = readPastedDocuments(bare);
  const header = captureHeader({ tool, created, source: 'documents', pseudonymised: false });
  return { header, envelopes: pastedEnvelopes(documents, now), notes: [] };
}

function ownCapture(text: string): Capture {
  const lines = text.split('\n');
  const header = captureHeaderSchema.safeParse(parsed(lines[0] ?? ''));
  if (!header.success) {
    const isVersion = header.error.issues.some(({ path }) => path[0] === 'version');
    if (isVersion) throw new CaptureError('unknown-version', { line: 1 });
    const [issue] = header.error.issues;
    const detail = issue === undefined ? {} : { detail: `${issue.path.join('.')}: ${issue.message}` };
    throw new CaptureError('bad-header', { line: 1, ...detail });
  }
  const notes: string[] = [];
  const envelopes = lines.slice(1).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const number = index + 2;
    const json = parsed(line);
    // Whoever was killed while writing leaves half a line: all before it is good.
    if (json === undefined && number === lines.length) {
      notes.push(`Line ${number}, the last one, is cut off and left out.`);
      return [];
    }
    if (json === undefined) throw new CaptureError('bad-envelope', { line: number, detail: 'it is no JSON' });
    const envelope = envelopeSchema.safeParse(json);
    if (envelope.success) return [envelope.data];
    const [issue] = envelope.error.issues;
    throw new CaptureError('bad-envelope', {
      line: number,
      detail: `${issue?.path.join('.') || 'line'}: ${issue?.message}`,
    });
  });
  return { header: header.data, envelopes, notes };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whether that is wrong depends on what the text is to be.
    return undefined;
  }
}
