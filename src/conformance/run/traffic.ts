import type { Attachment } from '@cucumber/messages';
import { z } from 'zod';
import { type Envelope, envelopeSchema } from '../../recording/index.ts';

/** The attachment in which a scenario's traffic reaches the reports: a JSON array of event envelopes. */
export const ENVELOPES_MEDIA_TYPE = 'application/vnd.iot-flow-tck.envelopes+json';

/** Reads the traffic out of a scenario's attachments; what can't be read is told, not thrown. */
export function trafficOf(attachments: readonly Attachment[]): { envelopes: Envelope[]; faults: string[] } {
  const envelopes: Envelope[] = [];
  const faults: string[] = [];
  for (const attachment of attachments.filter(({ mediaType }) => mediaType === ENVELOPES_MEDIA_TYPE)) {
    const parsed = z.array(envelopeSchema).safeParse(jsonOf(attachment));
    if (parsed.success) envelopes.push(...parsed.data);
    else faults.push(`the attached traffic can't be read: ${z.prettifyError(parsed.error)}`);
  }
  return { envelopes, faults };
}

function jsonOf({ body, contentEncoding }: Attachment): unknown {
  try {
    return JSON.parse(contentEncoding === 'BASE64' ? Buffer.from(body, 'base64').toString('utf8') : body);
  } catch {
    return undefined;
  }
}
