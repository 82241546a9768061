import type { ScenarioResult } from '../../run/index.ts';
import type { ChapterVerdict, RequirementVerdict } from '../../verdicts/index.ts';
import type { DrawDiagram } from '../draw-diagram.ts';
import { compactTraffic, type Exhibit, exhibitOf } from '../evidence/index.ts';

/** What the page shows of a scenario's traffic. */
export interface Evidence {
  readonly exhibit?: Exhibit;
  /** Where the page has room for it. */
  readonly svg?: string;
}

export interface GatheredEvidence {
  /** A scenario's evidence; undefined where it has no traffic. */
  of(scenario: ScenarioResult): Evidence | undefined;
  /** The scenario that shows a requirement kept; undefined where none does. */
  best(verdict: RequirementVerdict): ScenarioResult | undefined;
}

/** Bytes of diagrams in one page: it is sent by mail and has to open at once. */
const ROOM = 1_200_000;
/** Facts of each kind: of what stands for its requirement, and of the other scenarios. */
const MOST_FACTS = 4;
const FEWER_FACTS = 2;
/** What a message takes in a drawing, about. */
const BYTES_PER_MESSAGE = 480;
/** How far what went wrong may go beyond the room, as a share of it: where everything did, its facts have to do. */
const OVERDRAFT = 0.3;
/** Messages in one diagram: what a reader follows, and what still tells something. */
const MOST = 30;
const FEWEST = 6;

/**
 * Draws what went wrong and one scenario of each requirement, each in its share of the room that the page has for diagrams,
 * and of the other scenarios as many as there is room for then, in rounds over the requirements.
 */
export function gatherEvidence(
  chapters: readonly ChapterVerdict[],
  draw: DrawDiagram,
  room: number = ROOM,
): GatheredEvidence {
  const requirements = chapters.flatMap((chapter) => chapter.requirements);
  const all = requirements.flatMap(({ scenarios }) => scenarios);
  const evidence = new Map(all.map((scenario) => [scenario, seenOf(scenario, FEWER_FACTS)]));
  const bests = new Map(requirements.map((verdict) => [verdict, bestOf(verdict, evidence)]));
  const wrong = all.filter(({ failure }) => failure !== undefined);
  const first = new Set([...wrong, ...[...bests.values()].flatMap((best) => best ?? [])]);
  const others = inRounds(requirements.map(({ scenarios }) => scenarios.filter((one) => !first.has(one))));
  const share = Math.floor(room / Math.max(1, first.size) / BYTES_PER_MESSAGE);
  const most = Math.min(MOST, Math.max(FEWEST, share));
  let left = room;
  for (const scenario of [...first, ...others]) {
    const seen = evidence.get(scenario);
    const isFirst = first.has(scenario);
    const needed = isFirst ? -room * OVERDRAFT : most * BYTES_PER_MESSAGE;
    if (seen === undefined || left < needed) continue;
    const svg = draw(compactTraffic(scenario.envelopes, most), {
      title: scenario.name,
      most,
      explainedApart: true,
    });
    left -= Buffer.byteLength(svg, 'utf8');
    evidence.set(scenario, { ...(isFirst ? seenOf(scenario, MOST_FACTS) : seen), svg });
  }
  return { of: (scenario) => evidence.get(scenario), best: (verdict) => bests.get(verdict) };
}

function seenOf({ envelopes }: ScenarioResult, most: number): Evidence | undefined {
  if (envelopes.length === 0) return undefined;
  const exhibit = exhibitOf(envelopes, most);
  return exhibit === undefined ? {} : { exhibit };
}

/** Of those that passed one that somebody saw, else one that shows both what was sent and what became of it. */
function bestOf(
  { scenarios }: RequirementVerdict,
  evidence: ReadonlyMap<ScenarioResult, Evidence | undefined>,
): ScenarioResult | undefined {
  const passed = scenarios.filter(({ status }) => status === 'passed');
  const isWhole = (scenario: ScenarioResult) => {
    const { sent, answered, held } = evidence.get(scenario)?.exhibit ?? {};
    const outcome = [...(answered?.shown ?? []), ...(held?.shown ?? [])];
    return (sent?.shown.length ?? 0) > 0 && outcome.length > 0;
  };
  return (
    passed.find(({ steps }) => steps.some(({ picture }) => picture !== undefined)) ??
    passed.find(isWhole) ??
    passed.find((scenario) => evidence.get(scenario) !== undefined)
  );
}

/** The first of each, then the second of each, and so on. */
function inRounds<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, round) =>
    lists.flatMap((list) => list.slice(round, round + 1)),
  ).flat();
}
