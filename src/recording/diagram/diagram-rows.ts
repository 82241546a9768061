import { type Envelope, type Party, partySchema } from '../envelope.ts';
import { durationLabel } from './durations.ts';

/** A time without anything in it, from which on the diagram says how much later it goes on. */
const GAP_MS = 10_000;

/** What stands beneath one another in a diagram. */
export type DiagramRow =
  | {
      /** A message to oneself is a loop; what merely happens at a party stands beside its lane in a box. */
      readonly type: 'arrow' | 'loop' | 'box';
      readonly envelope: Envelope;
      /** Since the start or, where there is one, since the last gap. */
      readonly elapsedMs: number;
    }
  /** What the lines below it are for: a note of the operator's, who stands outside of it all. */
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'gap'; readonly ms: number; readonly sinceStartMs: number }
  | { readonly type: 'omitted'; readonly count: number; readonly first: number; readonly last: number };

const LABELS: Readonly<Record<Party, string>> = {
  device: 'Device',
  'network-server': 'Network server',
  broker: 'MQTT broker',
  bridge: 'Bridge',
  cumulocity: 'Cumulocity',
  operator: 'Operator',
};

/** A party as people call it. */
export function partyLabel(party: Party): string {
  return LABELS[party];
}

/** The parties that occur, in their order from the device to the cloud. */
export function occurringParties(envelopes: readonly Envelope[]): Party[] {
  const messages = envelopes.filter((envelope) => !isHeading(envelope));
  const occurring = new Set(messages.flatMap(({ from, to }) => [from, to]));
  return partySchema.options.filter((party) => occurring.has(party));
}

/**
 * The rows of a diagram. Of more envelopes than `most` the first two thirds and the last third of what fits are kept:
 * how it began and how it ended; a row says what is left out between them.
 */
export function diagramRows(envelopes: readonly Envelope[], most: number): DiagramRow[] {
  const start = Date.parse(envelopes[0]?.time ?? '');
  const rows: DiagramRow[] = [];
  let previous = start;
  let origin = start;
  const tail = Math.floor(most / 3);
  const skipped = envelopes.length > most ? envelopes.slice(most - tail, envelopes.length - tail) : [];
  for (const envelope of envelopes) {
    if (skipped.includes(envelope)) {
      if (envelope === skipped[0]) rows.push(omitted(skipped));
      continue;
    }
    const time = Date.parse(envelope.time);
    if (time - previous >= GAP_MS) {
      rows.push({ type: 'gap', ms: time - previous, sinceStartMs: time - start });
      origin = time;
    }
    if (isHeading(envelope)) rows.push({ type: 'heading', text: envelope.title });
    else rows.push({ type: shapeOf(envelope), envelope, elapsedMs: time - origin });
    previous = time;
  }
  return rows;
}

/** A note of the operator's to themselves: it belongs to no lane. */
export function isHeading({ from, to, kind }: Envelope): boolean {
  return kind === 'note' && from === 'operator' && to === 'operator';
}

function shapeOf({ from, to, kind }: Envelope): 'arrow' | 'loop' | 'box' {
  if (from !== to) return 'arrow';
  return kind === 'radio' || kind === 'mqtt' || kind === 'http-request' || kind === 'http-response'
    ? 'loop'
    : 'box';
}

function omitted(skipped: readonly Envelope[]): DiagramRow {
  return {
    type: 'omitted',
    count: skipped.length,
    first: skipped[0]?.seq ?? 0,
    last: skipped.at(-1)?.seq ?? 0,
  };
}

/** `17 messages left out (21–37)` */
export function omittedLabel({ count, first, last }: DiagramRow & { readonly type: 'omitted' }): string {
  return count === 1 ? `1 message left out (${first})` : `${count} messages left out (${first}–${last})`;
}

/** `3 d later`, and how long it is since the start where that is something else. */
export function gapLabel({ ms, sinceStartMs }: DiagramRow & { readonly type: 'gap' }): string {
  const [later, total] = [durationLabel(ms), durationLabel(sinceStartMs)];
  return later === total ? `${later} later` : `${later} later (${total} after the start)`;
}
