import type { Envelope, Party } from '../envelope.ts';
import { occurringParties, partyLabel } from './diagram-rows.ts';
import { textWidth } from './text-layout.ts';

export const FONT_SIZE = 12;
export const SMALL_FONT_SIZE = 11;
export const LINE_HEIGHT = 15;
export const MARGIN = 16;
export const HEADER_HEIGHT = 30;

/** Right edges of the columns left of the lanes: numbers and times. */
export const NUMBER_EDGE = MARGIN + 26;
export const TIME_EDGE = NUMBER_EDGE + 72;

const NARROWEST_LANE = 150;
const WIDEST_LANE = 270;
/** Many lanes share what a page shows without scrolling. */
const WIDEST_DIAGRAM = 1180;
const NARROWEST_DIAGRAM = 560;

/** Where the lanes stand. */
export interface Geometry {
  readonly parties: readonly Party[];
  /** Between two neighbouring lanes. */
  readonly laneWidth: number;
  readonly width: number;
  /** The middle of a party's lane. */
  laneX(party: Party): number;
}

/** Lanes as wide as their titles need in two lines, within limits: what is longer is wrapped. */
export function layOut(envelopes: readonly Envelope[]): Geometry {
  const parties = occurringParties(envelopes);
  const index = new Map(parties.map((party, nth) => [party, nth]));
  const at = (party: Party) => index.get(party) ?? 0;
  const wanted = envelopes.map(({ from, to, title }) => {
    const span = Math.max(1, Math.abs(at(from) - at(to)));
    return (textWidth(title, FONT_SIZE) / 1.7 + 40) / span;
  });
  const headerWidth = Math.max(...parties.map((party) => textWidth(partyLabel(party), FONT_SIZE)), 60) + 28;
  const first = TIME_EDGE + 18 + headerWidth / 2;
  const share = (WIDEST_DIAGRAM - first - headerWidth / 2 - MARGIN) / Math.max(1, parties.length - 1);
  const widest = Math.max(NARROWEST_LANE, Math.min(WIDEST_LANE, share));
  const laneWidth = Math.min(widest, Math.max(NARROWEST_LANE, ...wanted));
  const lanes = (parties.length - 1) * laneWidth;
  const boxesOfOnlyLane = parties.length === 1 ? laneWidth : 0;
  return {
    parties,
    laneWidth,
    width: Math.max(NARROWEST_DIAGRAM, first + lanes + Math.max(headerWidth / 2, boxesOfOnlyLane) + MARGIN),
    laneX: (party) => first + at(party) * laneWidth,
  };
}
