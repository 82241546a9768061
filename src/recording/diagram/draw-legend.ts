import type { Envelope } from '../envelope.ts';
import type { DiagramRow } from './diagram-rows.ts';
import { isAnswer, outcomeMark } from './draw-rows.ts';
import { MARGIN, SMALL_FONT_SIZE } from './geometry.ts';
import { boxed, fill, type Ink, stroke } from './palette.ts';
import { textWidth } from './text-layout.ts';
import { element, escapeXml } from './xml.ts';

interface LegendEntry {
  readonly label: string;
  readonly occurs: (envelope: Envelope) => boolean;
  readonly draw: (x: number, y: number) => string;
}

const SAMPLE = 24;

function lineSample(ink: Ink, dashed = false) {
  return (x: number, y: number) =>
    element('line', {
      ...stroke(ink),
      x1: x,
      y1: y,
      x2: x + SAMPLE,
      y2: y,
      'stroke-width': 2,
      'stroke-dasharray': dashed ? '5 4' : undefined,
    });
}

function boxSample(ink: Ink, rx: number) {
  return (x: number, y: number) =>
    element('rect', { ...boxed(ink), x, y: y - 6, width: SAMPLE, height: 12, rx });
}

function markSample(outcome: NonNullable<Envelope['outcome']>) {
  return (x: number, y: number) => outcomeMark({ outcome }, x + SAMPLE - 7, y);
}

const ENTRIES: readonly LegendEntry[] = [
  { label: 'Radio', occurs: ({ kind }) => kind === 'radio', draw: lineSample('radio') },
  { label: 'MQTT', occurs: ({ kind }) => kind === 'mqtt', draw: lineSample('mqtt') },
  { label: 'HTTP', occurs: ({ kind }) => kind === 'http-request', draw: lineSample('http') },
  { label: 'Answer', occurs: isAnswer, draw: lineSample('http', true) },
  { label: 'State', occurs: ({ kind }) => kind === 'state', draw: boxSample('state', 6) },
  { label: 'Event', occurs: ({ kind }) => kind === 'event', draw: boxSample('event', 3) },
  { label: 'Fault', occurs: ({ kind }) => kind === 'fault', draw: boxSample('failed', 3) },
  { label: 'Note', occurs: ({ kind }) => kind === 'note', draw: boxSample('note', 3) },
  { label: 'Done', occurs: ({ outcome }) => outcome === 'ok', draw: markSample('ok') },
  { label: 'Refused', occurs: ({ outcome }) => outcome === 'refused', draw: markSample('refused') },
  { label: 'Failed', occurs: ({ outcome }) => outcome === 'failed', draw: markSample('failed') },
];

/** Explains the colours that occur, in as many lines as they need. */
export function drawLegend(
  rows: readonly DiagramRow[],
  top: number,
  width: number,
): { svg: string; bottom: number } {
  const envelopes = rows.flatMap((row) => ('envelope' in row ? [row.envelope] : []));
  const entries = ENTRIES.filter(({ occurs }) => envelopes.some(occurs));
  let x = MARGIN;
  let y = top + 8;
  const svg = entries.map(({ label, draw }) => {
    const advance = SAMPLE + 6 + textWidth(label, SMALL_FONT_SIZE) + 18;
    if (x > MARGIN && x + advance > width - MARGIN) {
      x = MARGIN;
      y += 20;
    }
    const text = { ...fill('muted'), x: x + SAMPLE + 6, y: y + 4, 'font-size': SMALL_FONT_SIZE };
    const entry = draw(x, y) + element('text', text, escapeXml(label));
    x += advance;
    return entry;
  });
  return { svg: element('g', {}, ...svg), bottom: entries.length === 0 ? top : y + 8 };
}
