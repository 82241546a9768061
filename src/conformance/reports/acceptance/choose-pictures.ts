import type { Picture, ScenarioResult } from '../../run/index.ts';
import type { ChapterVerdict, RequirementVerdict } from '../../verdicts/index.ts';

/** What somebody saw after a step. */
export interface Sight {
  /** The step as it is written. */
  readonly step: string;
  readonly picture: Picture;
}

/** A scenario's pictures in the order of its steps, as many as the page has room for. */
export interface Sights {
  readonly count: number;
  readonly sights: readonly Sight[];
}

/** Finds a scenario's pictures; undefined where it has none. */
export type SightsOf = (scenario: ScenarioResult) => Sights | undefined;

/** Bytes of pictures in one page, as they stand in it. With the diagrams and all words it stays well below 5 MB. */
const ROOM = 950_000;

/**
 * Takes as many pictures as the page has room for: of what went wrong all, then of the scenario that shows a requirement kept
 * the last picture, which shows what came of it, then the others of it.
 *
 * @param bestOf the scenario that shows a requirement kept
 */
export function choosePictures(
  chapters: readonly ChapterVerdict[],
  bestOf: (verdict: RequirementVerdict) => ScenarioResult | undefined,
  room: number = ROOM,
): SightsOf {
  const requirements = chapters.flatMap((chapter) => chapter.requirements);
  const all = requirements.flatMap(({ scenarios }) => scenarios);
  const wrong = all.filter(({ failure }) => failure !== undefined);
  const bests = requirements.flatMap((verdict) => bestOf(verdict) ?? []);
  const wanted = [
    ...wrong.flatMap(sightsIn),
    ...bests.flatMap((scenario) => sightsIn(scenario).slice(-1)),
    ...bests.flatMap((scenario) => sightsIn(scenario).slice(0, -1).reverse()),
  ];
  const chosen = new Set<Picture>();
  let left = room;
  for (const { picture } of wanted) {
    if (chosen.has(picture) || picture.base64.length > left) continue;
    left -= picture.base64.length;
    chosen.add(picture);
  }
  return (scenario) => {
    const own = sightsIn(scenario);
    if (own.length === 0) return undefined;
    return { count: own.length, sights: own.filter(({ picture }) => chosen.has(picture)) };
  };
}

function sightsIn({ steps }: ScenarioResult): Sight[] {
  return steps.flatMap(({ keyword, text, picture }) =>
    picture === undefined ? [] : [{ step: `${keyword} ${text}`, picture }],
  );
}
