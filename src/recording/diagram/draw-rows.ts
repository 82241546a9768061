import type { Envelope } from '../envelope.ts';
import { type DiagramRow, gapLabel, omittedLabel, partyLabel } from './diagram-rows.ts';
import { durationLabel } from './durations.ts';
import {
  FONT_SIZE,
  type Geometry,
  LINE_HEIGHT,
  MARGIN,
  NUMBER_EDGE,
  SMALL_FONT_SIZE,
  TIME_EDGE,
} from './geometry.ts';
import { boxed, fill, type Ink, inkOf, stroke } from './palette.ts';
import { textWidth, wrapBalanced, wrapText } from './text-layout.ts';
import { element, escapeXml } from './xml.ts';

/** A row's drawing and the height it takes. */
export interface Drawing {
  readonly svg: string;
  readonly height: number;
}

/** Where a message of the diagram leads. */
export type HrefOf = (envelope: Envelope) => string;

const HEAD = 8;
const BOX_PADDING = 9;
const BOX_DISTANCE = 14;
const WIDEST_BOX = 260;
const LOOP_WIDTH = 26;

/** Draws the row whose upper edge is at `top`. */
export function drawRow(row: DiagramRow, top: number, geometry: Geometry, hrefOf?: HrefOf): Drawing {
  const drawing = drawAny(row, top, geometry);
  if (hrefOf === undefined || !('envelope' in row)) return drawing;
  const { seq, title } = row.envelope;
  const link = { href: hrefOf(row.envelope), 'data-seq': seq, 'aria-label': `Message ${seq}: ${title}` };
  // The whole row is to be hit, not its lines alone.
  const ground = { x: 0, y: top, width: geometry.width, height: drawing.height, fill: 'transparent' };
  return { ...drawing, svg: element('a', link, element('rect', ground), drawing.svg) };
}

function drawAny(row: DiagramRow, top: number, geometry: Geometry): Drawing {
  switch (row.type) {
    case 'arrow':
      return drawArrow(row.envelope, row.elapsedMs, top, geometry);
    case 'loop':
      return drawLoop(row.envelope, row.elapsedMs, top, geometry);
    case 'box':
      return drawBox(row.envelope, row.elapsedMs, top, geometry);
    case 'heading':
      return drawHeading(row.text, top, geometry);
    case 'gap':
      return drawBand(gapLabel(row), top, geometry);
    case 'omitted':
      return drawBand(omittedLabel(row), top, geometry);
  }
}

function drawArrow(envelope: Envelope, elapsedMs: number, top: number, geometry: Geometry): Drawing {
  const from = geometry.laneX(envelope.from);
  const to = geometry.laneX(envelope.to);
  const ink = inkOf(envelope);
  const mark = envelope.outcome === undefined ? 0 : 18;
  const room = Math.abs(to - from) - 2 * HEAD - mark;
  const lines = wrapBalanced(envelope.title, room, 3, FONT_SIZE);
  const lineY = top + 10 + lines.length * LINE_HEIGHT;
  const direction = Math.sign(to - from);
  const tip = to - direction * 2;
  const middle = (from + to) / 2;
  const svg = [
    gutter(envelope, elapsedMs, lineY),
    drawLines(lines, middle + mark / 2, lineY - 6, ink === inkOf({ kind: envelope.kind }) ? 'ink' : ink),
    mark === 0
      ? ''
      : outcomeMark(
          envelope,
          middle + mark / 2 - widest(lines) / 2 - 11,
          lineY - 10 - ((lines.length - 1) * LINE_HEIGHT) / 2,
        ),
    element('line', {
      ...line(envelope, ink),
      x1: from,
      y1: lineY,
      x2: tip - (isAnswer(envelope) ? 0 : direction * HEAD),
      y2: lineY,
    }),
    element('circle', { ...fill(ink), cx: from, cy: lineY, r: 2.5 }),
    arrowHead(envelope, ink, tip, lineY, direction),
  ];
  return { svg: group(envelope, svg), height: lineY + 12 - top };
}

/** A message to oneself leaves the lane and comes back. */
function drawLoop(envelope: Envelope, elapsedMs: number, top: number, geometry: Geometry): Drawing {
  const x = geometry.laneX(envelope.from);
  const side = sideOf(envelope, geometry);
  const ink = inkOf(envelope);
  const lines = wrapBalanced(envelope.title, geometry.laneWidth - LOOP_WIDTH - 24, 2, FONT_SIZE);
  const y = top + 10;
  const outer = x + side * LOOP_WIDTH;
  const back = y + 18;
  const svg = [
    gutter(envelope, elapsedMs, back),
    element('path', {
      ...line(envelope, ink),
      fill: 'none',
      d: `M ${x} ${y} H ${outer} V ${back} H ${x + side * HEAD}`,
    }),
    arrowHead(envelope, ink, x + side * 2, back, -side),
    drawLines(
      lines,
      outer + side * 8,
      y + 6 + (lines.length - 1) * LINE_HEIGHT,
      'ink',
      side > 0 ? 'start' : 'end',
    ),
  ];
  return { svg: group(envelope, svg), height: Math.max(back, y + lines.length * LINE_HEIGHT) + 10 - top };
}

function drawBox(envelope: Envelope, elapsedMs: number, top: number, geometry: Geometry): Drawing {
  const x = geometry.laneX(envelope.from);
  const side = sideOf(envelope, geometry);
  const ink = envelope.outcome === 'ok' ? 'ok' : inkOf(envelope);
  const mark = envelope.outcome === undefined ? 0 : 18;
  const space = side > 0 ? geometry.width - MARGIN - x : x - TIME_EDGE;
  const room = Math.min(WIDEST_BOX, space - BOX_DISTANCE) - 2 * BOX_PADDING - mark;
  const lines = wrapBalanced(envelope.title, room, 3, FONT_SIZE);
  const width = Math.max(44, widest(lines) + 2 * BOX_PADDING + mark);
  const height = lines.length * LINE_HEIGHT + 9;
  const y = top + 4;
  const left = side > 0 ? x + BOX_DISTANCE : x - BOX_DISTANCE - width;
  const middle = y + height / 2;
  const svg = [
    gutter(envelope, elapsedMs, middle + 2),
    element('line', { ...stroke(ink), x1: x, y1: middle, x2: x + side * BOX_DISTANCE, y2: middle }),
    element('circle', { ...fill(ink), cx: x, cy: middle, r: 4 }),
    element('rect', {
      ...boxed(ink),
      x: left,
      y,
      width,
      height,
      rx: envelope.kind === 'state' ? height / 2 : 4,
    }),
    mark === 0 ? '' : outcomeMark(envelope, left + BOX_PADDING + 5, middle),
    drawLines(lines, left + width / 2 + mark / 2, y + height - 9, ink, 'middle', false),
  ];
  return { svg: group(envelope, svg), height: height + 10 };
}

/** Boxes stand to the right of their lane, before the lanes that follow; those of the last one to its left. */
function sideOf(envelope: Envelope, geometry: Geometry): number {
  return geometry.parties.length > 1 && geometry.parties.at(-1) === envelope.from ? -1 : 1;
}

function drawBand(label: string, top: number, geometry: Geometry): Drawing {
  const height = 30;
  const y = top + height / 2;
  const middle = (TIME_EDGE + geometry.width) / 2;
  const half = textWidth(label, SMALL_FONT_SIZE) / 2 + 14;
  const rule = { ...stroke('muted'), 'stroke-dasharray': '1 4', 'stroke-linecap': 'round', y1: y, y2: y };
  const svg = [
    element('rect', {
      ...fill('paper'),
      x: MARGIN,
      y: y - 9,
      width: geometry.width - 2 * MARGIN,
      height: 18,
    }),
    element('line', { ...rule, x1: MARGIN, x2: middle - half }),
    element('line', { ...rule, x1: middle + half, x2: geometry.width - MARGIN }),
    element(
      'text',
      {
        ...fill('muted'),
        x: middle,
        y: y + 4,
        'text-anchor': 'middle',
        'font-size': SMALL_FONT_SIZE,
        'font-style': 'italic',
      },
      escapeXml(label),
    ),
  ];
  return { svg: element('g', {}, ...svg), height };
}

function drawHeading(text: string, top: number, geometry: Geometry): Drawing {
  const width = geometry.width - 2 * MARGIN;
  const lines = wrapText(text, width - 2 * BOX_PADDING, 2, FONT_SIZE);
  const height = lines.length * LINE_HEIGHT + 9;
  const y = top + 6;
  const ground = { ...fill('header'), x: MARGIN, y, width, height, rx: 4 };
  const svg = [
    element('rect', ground),
    drawLines(lines, MARGIN + BOX_PADDING, y + height - 9, 'ink', 'start', false),
  ];
  return { svg: element('g', {}, ...svg), height: height + 12 };
}

function group(envelope: Envelope, svg: readonly string[]): string {
  return element('g', {}, element('title', {}, escapeXml(description(envelope))), ...svg);
}

/** All that the picture had to shorten, for the pointer that rests on it. */
function description({ seq, time, from, to, kind, title, outcome }: Envelope): string {
  const way = from === to ? partyLabel(from) : `${partyLabel(from)} → ${partyLabel(to)}`;
  return `${seq} · ${time} · ${way} · ${kind}${outcome === undefined ? '' : ` · ${outcome}`}\n${title}`;
}

function gutter({ seq }: Envelope, elapsedMs: number, y: number): string {
  const common = { y: y + 1, 'text-anchor': 'end', 'font-size': SMALL_FONT_SIZE };
  return [
    element(
      'text',
      { ...fill('ink'), ...common, x: NUMBER_EDGE, 'font-weight': 600 },
      escapeXml(String(seq)),
    ),
    element('text', { ...fill('muted'), ...common, x: TIME_EDGE }, escapeXml(`+${durationLabel(elapsedMs)}`)),
  ].join('');
}

/** Lines of text whose last has its baseline at `y`; the halo keeps lanes from striking them through. */
function drawLines(
  lines: readonly string[],
  x: number,
  y: number,
  ink: Ink,
  anchor: 'start' | 'middle' | 'end' = 'middle',
  halo = true,
): string {
  return lines
    .map((text, index) => {
      const at = { x, y: y - (lines.length - 1 - index) * LINE_HEIGHT, 'text-anchor': anchor };
      const outline = halo
        ? { ...stroke('paper'), 'stroke-width': 5, 'stroke-linejoin': 'round', 'paint-order': 'stroke' }
        : {};
      const classes = [fill(ink).class, halo ? stroke('paper').class : ''].join(' ').trim();
      return element('text', { ...outline, ...fill(ink), class: classes, ...at }, escapeXml(text));
    })
    .join('');
}

function widest(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((text) => textWidth(text, FONT_SIZE)));
}

export function isAnswer({ kind }: Pick<Envelope, 'kind'>): boolean {
  return kind === 'http-response';
}

function line(envelope: Pick<Envelope, 'kind'>, ink: Ink) {
  return { ...stroke(ink), 'stroke-width': 1.6, 'stroke-dasharray': isAnswer(envelope) ? '5 4' : undefined };
}

function arrowHead(envelope: Envelope, ink: Ink, x: number, y: number, direction: number): string {
  const back = x - direction * HEAD;
  if (isAnswer(envelope)) {
    const d = `M ${back} ${y - 4.5} L ${x} ${y} L ${back} ${y + 4.5}`;
    return element('path', {
      ...stroke(ink),
      d,
      fill: 'none',
      'stroke-width': 1.6,
      'stroke-linecap': 'round',
    });
  }
  return element('path', { ...fill(ink), d: `M ${x} ${y} L ${back} ${y - 4.5} V ${y + 4.5} Z` });
}

/** A tick, a bar or a cross in a disc: the outcome for those who don't see its colour. */
export function outcomeMark({ outcome }: Pick<Envelope, 'outcome'>, x: number, y: number): string {
  if (outcome === undefined) return '';
  const signs = {
    ok: `M ${x - 2.8} ${y + 0.2} L ${x - 0.8} ${y + 2.4} L ${x + 3} ${y - 2.2}`,
    refused: `M ${x - 2.8} ${y} H ${x + 2.8}`,
    failed: `M ${x - 2.3} ${y - 2.3} L ${x + 2.3} ${y + 2.3} M ${x + 2.3} ${y - 2.3} L ${x - 2.3} ${y + 2.3}`,
  };
  return [
    element('circle', { ...fill(outcome), cx: x, cy: y, r: 5.6 }),
    element('path', {
      ...stroke('paper'),
      d: signs[outcome],
      fill: 'none',
      'stroke-width': 1.6,
      'stroke-linecap': 'round',
    }),
  ].join('');
}
