import type { Envelope } from '../envelope.ts';
import { diagramRows, isHeading, partyLabel } from './diagram-rows.ts';
import { drawLegend } from './draw-legend.ts';
import { drawRow, type HrefOf } from './draw-rows.ts';
import { FONT_SIZE, type Geometry, HEADER_HEIGHT, layOut, MARGIN } from './geometry.ts';
import { darkRules, fill, stroke } from './palette.ts';
import { textWidth } from './text-layout.ts';
import { element, escapeXml } from './xml.ts';

export interface SequenceDiagramOptions {
  /** What the diagram is called for who can't see it: the scenario's name. */
  readonly title?: string;
  /** How many messages are drawn; of more than these, the diagram says how many it leaves out. Default 60. */
  readonly most?: number;
  /** Makes each message a link. */
  readonly hrefOf?: HrefOf;
  /** Leaves the explanation of the colours out: the page around gives it once. */
  readonly explainedApart?: boolean;
  /** Leaves the style out: the page around has {@link sequenceDiagramCss} in a sheet of its own. */
  readonly styledApart?: boolean;
}

/** The style that every diagram needs once in its page. */
export function sequenceDiagramCss(): string {
  return darkRules(ROOT_CLASS);
}

const ROOT_CLASS = 'seq-diagram';
const FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** From so many pixels on the lanes are named at their lower end too. */
const TALL = 700;

/**
 * Draws envelopes as a sequence diagram: an SVG document that can stand alone or, several times, in one HTML page. It
 * needs no fonts, scripts or other resources, follows the reader's light or dark scheme, and its text can be selected.
 */
export function sequenceDiagramSvg(
  envelopes: readonly Envelope[],
  options: SequenceDiagramOptions = {},
): string {
  const {
    title = 'Sequence diagram',
    most = 60,
    hrefOf,
    styledApart = false,
    explainedApart = false,
  } = options;
  const rows = diagramRows(envelopes, Math.max(3, most));
  const geometry = layOut(rows.flatMap((row) => ('envelope' in row ? [row.envelope] : [])));
  const lanesTop = MARGIN + HEADER_HEIGHT;
  let y = lanesTop + 10;
  const body = rows.map((row) => {
    const drawing = drawRow(row, y, geometry, hrefOf);
    y += drawing.height;
    return drawing.svg;
  });
  if (rows.length === 0) {
    body.push(
      element(
        'text',
        { ...fill('muted'), x: geometry.width / 2, y: MARGIN + 20, 'text-anchor': 'middle' },
        'No messages',
      ),
    );
  }
  const lanesBottom = y + 8;
  const isTall = lanesBottom - lanesTop > TALL;
  const legend = drawLegend(
    explainedApart ? [] : rows,
    lanesBottom + (isTall ? HEADER_HEIGHT : 0) + 14,
    geometry.width,
  );
  const height = legend.bottom + MARGIN;
  const { width } = geometry;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: ROOT_CLASS,
      // What holds links is a group: the inside of an image is not read out.
      role: hrefOf === undefined ? 'img' : 'group',
      'aria-label': `${title}: ${summary(envelopes, geometry)}`,
      width: Math.ceil(width),
      height: Math.ceil(height),
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      'font-family': FONTS,
      'font-size': FONT_SIZE,
    },
    styledApart ? '' : element('style', {}, sequenceDiagramCss()),
    element('rect', { ...fill('paper'), width: '100%', height: '100%' }),
    ...geometry.parties.map((party) => drawLane(geometry.laneX(party), lanesTop, lanesBottom)),
    ...drawHeaders(geometry, MARGIN),
    ...body,
    ...(isTall ? drawHeaders(geometry, lanesBottom) : []),
    legend.svg,
  );
}

function summary(envelopes: readonly Envelope[], { parties }: Geometry): string {
  const { length } = envelopes.filter((envelope) => !isHeading(envelope));
  const messages = `${length} message${length === 1 ? '' : 's'}`;
  return parties.length === 0 ? messages : `${messages} between ${parties.map(partyLabel).join(', ')}`;
}

function drawLane(x: number, top: number, bottom: number): string {
  return element('line', { ...stroke('rail'), x1: x, y1: top, x2: x, y2: bottom, 'stroke-width': 1.5 });
}

function drawHeaders(geometry: Geometry, top: number): string[] {
  return geometry.parties.map((party) => {
    const label = partyLabel(party);
    const x = geometry.laneX(party);
    const width = textWidth(label, FONT_SIZE) + 28;
    const box = {
      class: 'seq-fill-header seq-stroke-rail',
      fill: fill('header').fill,
      stroke: stroke('rail').stroke,
    };
    return element(
      'g',
      {},
      element('rect', { ...box, x: x - width / 2, y: top, width, height: HEADER_HEIGHT, rx: 6 }),
      element(
        'text',
        { ...fill('ink'), x, y: top + 19.5, 'text-anchor': 'middle', 'font-weight': 600 },
        escapeXml(label),
      ),
    );
  });
}
