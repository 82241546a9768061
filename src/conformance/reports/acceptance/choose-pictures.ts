import type { Picture, ScenarioResult } from '../../run/index.ts';
import type { ChapterVerdict } from '../../verdicts/index.ts';

/** What somebody saw after a step. */
export interface Sight {
  /** The step as it is written. */
  readonly step: string;
  readonly picture: Picture;
}

/** A scenario's pictures in the order of its steps; without `sights` where the page has no room left for them. */
export interface Sights {
  readonly count: number;
  readonly sights?: readonly Sight[];
}

/** Finds a scenario's pictures; undefined where it has none. */
export type SightsOf = (scenario: ScenarioResult) => Sights | undefined;

/** Bytes of pictures in one page, as they stand in it. With the diagrams and all words it stays below 5 MB. */
const ROOM = 1_700_000;

/**
 * Takes the pictures of as many scenarios as the page has room for: first of what went wrong, then of one scenario for
 * each requirement, then of the others.
 */
export function choosePictures(chapters: readonly ChapterVerdict[], room: number = ROOM): SightsOf {
  const requirements = chapters.flatMap((chapter) => chapter.requirements);
  const all = requirements.flatMap(({ scenarios }) => scenarios);
  const wrong = all.filter(({ failure }) => failure !== undefined);
  const firsts = requirements.flatMap(
    ({ scenarios }) => scenarios.find((scenario) => sightsIn(scenario).length > 0) ?? [],
  );
  const chosen = new Map<ScenarioResult, Sights>();
  let left = room;
  for (const scenario of new Set([...wrong, ...firsts, ...all])) {
    const sights = sightsIn(scenario);
    if (sights.length === 0) continue;
    const size = sights.reduce((sum, { picture }) => sum + picture.base64.length, 0);
    const fits = size <= left;
    if (fits) left -= size;
    chosen.set(scenario, { count: sights.length, ...(fits ? { sights } : {}) });
  }
  return (scenario) => chosen.get(scenario);
}

function sightsIn({ steps }: ScenarioResult): Sight[] {
  return steps.flatMap(({ keyword, text, picture }) =>
    picture === undefined ? [] : [{ step: `${keyword} ${text}`, picture }],
  );
}
