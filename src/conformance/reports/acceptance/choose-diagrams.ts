import type { ScenarioResult } from '../../run/index.ts';
import type { ChapterVerdict } from '../../verdicts/index.ts';
import type { DrawDiagram } from '../draw-diagram.ts';
import { readableTraffic } from '../readable-traffic.ts';

/** A scenario's traffic as a reader sees it; without `svg` where the page has no room left for it. */
export interface Evidence {
  readonly messages: number;
  readonly svg?: string;
}

/** Finds a scenario's evidence; undefined where it has no traffic. */
export type EvidenceOf = (scenario: ScenarioResult) => Evidence | undefined;

/** Bytes of diagrams in one page: it is sent by mail and has to open at once. */
const ROOM = 1_800_000;
/** Messages in one diagram: what a reader follows. */
const MOST = 30;

/**
 * Draws as many diagrams as the page has room for: first of what went wrong, then one for each requirement, then of the
 * other scenarios.
 */
export function chooseDiagrams(
  chapters: readonly ChapterVerdict[],
  draw: DrawDiagram,
  room: number = ROOM,
): EvidenceOf {
  const requirements = chapters.flatMap((chapter) => chapter.requirements);
  const all = requirements.flatMap(({ scenarios }) => scenarios);
  const wrong = all.filter(({ failure }) => failure !== undefined);
  const firsts = requirements.flatMap(
    ({ scenarios }) => scenarios.find(({ envelopes }) => envelopes.length > 0) ?? [],
  );
  const evidence = new Map<ScenarioResult, Evidence>();
  let left = room;
  for (const scenario of new Set([...wrong, ...firsts, ...all])) {
    const traffic = readableTraffic(scenario.envelopes);
    if (traffic.length === 0) continue;
    const svg = left > 0 ? draw(traffic, { title: scenario.name, most: MOST }) : '';
    const size = Buffer.byteLength(svg, 'utf8');
    const fits = left > 0 && size <= left;
    // The first that does not fit ends it: to draw all the others in search of a smaller one takes longer than it is worth.
    left = fits ? left - size : 0;
    evidence.set(scenario, { messages: traffic.length, ...(fits ? { svg } : {}) });
  }
  return (scenario) => evidence.get(scenario);
}
