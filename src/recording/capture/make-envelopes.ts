import { ENVELOPE_VERSION, type Envelope, type EnvelopeDraft } from '../envelope.ts';
import { createRedactor } from '../redact.ts';

/** What somebody else recorded, with the time at which it happened, in milliseconds since 1970. */
export type Happening = EnvelopeDraft & { readonly at: number };

/** Makes envelopes of what others recorded, in the order of time and without secrets. */
export function makeEnvelopes(run: string, happenings: readonly Happening[]): readonly Envelope[] {
  const redactor = createRedactor();
  return happenings
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, correlation, redaction = 'public', body, title, ...draft }, index) => ({
      v: ENVELOPE_VERSION,
      run,
      seq: index + 1,
      time: new Date(at).toISOString(),
      ...draft,
      title: redactor.text(title),
      correlation: correlation ?? {},
      ...(body === undefined ? {} : { body: redactor.value(body) }),
      redaction,
    }));
}
