import type { KnownDeviation } from '../targets/index.ts';
import type { Extent, Outcome } from './outcome.ts';
import type { Level } from './summary.ts';
import type { RequirementVerdict } from './verdict.ts';

/** Rows below a title: requirements with the sign and the sentence that belong to each. */
export interface OutcomeSection {
  readonly title: string;
  readonly rows: readonly { readonly sign: string; readonly id: string; readonly text: string }[];
}

/** Where all levels count, none needs to be named. */
const LEVELS: Readonly<Record<Level, string>> = {
  MUST: ' at level MUST',
  SHOULD: ' at level SHOULD',
  MAY: '',
};

/**
 * The outcome in one sentence without its end, the same wherever it is told, such as `conformant at level MUST in the part
 * that was run; 187 of 190 MUSTs were not tested`.
 */
export function outcomeInWords(outcome: Outcome): string {
  const { verdict, level, extent, deviations } = outcome;
  if (verdict === 'not-judged') return 'not judged';
  if (verdict === 'not-conformant') {
    return `not conformant${LEVELS[level]}${untilTakenOut(outcome)}${extent.full ? '' : '; only a part was run'}`;
  }
  const apart = deviations.length === 0 ? '' : ', known deviations apart';
  return `conformant${LEVELS[level]}${extentInWords(extent)}${apart}${untestedInWords(extent)}`;
}

/** What the outcome rests on, in the order in which a reader needs it. */
export function outcomeSections({
  verdict,
  level,
  broken,
  shortfalls,
  deviations,
  outdated,
}: Outcome): readonly OutcomeSection[] {
  // Of a run that shows nothing, failures would be read as the bridge's.
  if (verdict === 'not-judged') return [];
  const row = ({ requirement: { id, text }, verdict: sign }: RequirementVerdict) => ({ sign, id, text });
  const known = (sign: string) => (one: KnownDeviation) => ({ sign, id: one.requirement, text: one.comment });
  return [
    { title: 'Not kept:', rows: broken.map(row) },
    {
      title: 'Known deviations that no longer happen; take them out of the file:',
      rows: outdated.map(known('passed')),
    },
    { title: 'Known deviations:', rows: deviations.map(known('known')) },
    { title: `Not kept, but of a lower level than ${level}:`, rows: shortfalls.map(row) },
  ].filter(({ rows }) => rows.length > 0);
}

/** Why a bridge that answered before the run does not count as conformant after it. */
export function goneInWords(gone: string): string {
  return `After the run the bridge no longer answers as it did before: ${gone}`;
}

/** The outcome for a terminal, with what it rests on; ends with a line feed. */
export function outcomeText(outcome: Outcome): string {
  const words = outcomeInWords(outcome).replace(/^(not )?\w+/, (verdict) => verdict.toUpperCase());
  const lines = outcomeSections(outcome).flatMap(({ title, rows }) => [
    title,
    ...rows.map(({ sign, id, text }) => `  ${sign.padEnd(8)} ${id.padEnd(11)} ${text}`),
  ]);
  const { gone, why } = outcome;
  return `${[
    ...(gone === undefined || why !== undefined ? [] : [goneInWords(gone)]),
    ...lines,
    why === undefined ? words : `${words}: ${why}`,
  ].join('\n')}\n`;
}

/** What is wrong where nothing but the file's own list is. */
function untilTakenOut({ broken, gone, outdated }: Outcome): string {
  if (broken.length > 0 || gone !== undefined || outdated.length === 0) return '';
  const ids = outdated.map(({ requirement }) => requirement).join(', ');
  return outdated.length === 1
    ? ` until the known deviation ${ids}, which no longer happens, is taken out of the file`
    : ` until the known deviations ${ids}, which no longer happen, are taken out of the file`;
}

function extentInWords({ full, untestedMusts }: Extent): string {
  if (!full) return ' in the part that was run';
  return untestedMusts === 0 ? '' : ' as far as tested';
}

function untestedInWords({ musts, untestedMusts }: Extent): string {
  if (untestedMusts === 0) return '';
  return `; ${untestedMusts} of ${musts} MUST${musts === 1 ? '' : 's'} ${untestedMusts === 1 ? 'was' : 'were'} not tested`;
}
