import { stringify } from 'yaml';
import { type Chapter, parseChapter, type Requirement } from '../requirements/index.ts';

/** A requirement that has no id yet. */
export type NewRow = Omit<Requirement, 'id'>;

/** A catalogue with further rows, and the ids that these got. */
export interface Extended {
  readonly ids: readonly string[];
  readonly catalogue: string;
}

/**
 * Adds rows at the end of a chapter's catalogue, whose text stays as it is otherwise: its comments are somebody's.
 *
 * @throws Error when the text would not be a good catalogue any more
 */
export function addRows(chapter: Chapter, catalogue: string, wanted: readonly NewRow[]): Extended {
  const file = [chapter.folder, 'requirements.yaml'].filter((part) => part !== '').join('/');
  const ids = nextIds(chapter.requirements, wanted.length);
  const rows = wanted.map((row, index) => ({ id: ids[index], ...row }));
  const lines = stringify(rows, { lineWidth: 120 })
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}\n`);
  const added = `${catalogue.trimEnd()}\n${lines.join('')}`;
  const parsed = parseChapter(file, added);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const last = parsed.chapter.requirements.slice(-ids.length).map(({ id }) => id);
  if (last.join() !== ids.join())
    throw new Error(`${file} does not end with its requirements; move them to its end, a row each.`);
  return { ids, catalogue: added };
}

/** An id is never used again: the next ones are above all that there are. */
function nextIds(requirements: readonly Requirement[], count: number): readonly string[] {
  const numbers = requirements.map(({ id }) => Number(/\d+$/.exec(id)?.[0] ?? 0));
  const prefix = requirements.at(-1)?.id.replace(/\d+$/, '') ?? '';
  const highest = Math.max(0, ...numbers);
  return Array.from({ length: count }, (_, index) => numbered(prefix, highest + index + 1));
}

/** `CREATE-` and 3 as `CREATE-03`. */
export function numbered(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(2, '0')}`;
}
