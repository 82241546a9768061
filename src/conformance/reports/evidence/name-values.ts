import { members } from '../../../recording/index.ts';
import type { NamedValue } from './fact.ts';

/** What says nothing about a matter: where else it is found, and who keeps it. */
const NOISE = new Set([
  'self',
  'statistics',
  'source',
  'owner',
  'creationTime',
  'lastUpdated',
  'additionParents',
  'assetParents',
  'childAdditions',
  'childAssets',
  'childDevices',
  'deviceParents',
  'info',
  'errors',
]);
const LONGEST = 90;
const LONGEST_WORDS = 220;
const DEEPEST = 3;

/** The values of a document by their paths, those that are named in `first` before the others. */
export function nameValues(document: unknown, most: number, first: readonly string[] = []): NamedValue[] {
  const all = [...valuesIn(document, '', 0)];
  const rank = ({ name }: NamedValue) => {
    const place = first.indexOf(name);
    return place < 0 ? first.length : place;
  };
  const ordered = all
    .map((value, index) => ({ value, index }))
    .sort((a, b) => rank(a.value) - rank(b.value) || a.index - b.index);
  const shown = ordered.slice(0, most).map(({ value }) => value);
  const left = all.length - shown.length;
  return left > 0 ? [...shown, { name: '', value: `… and ${left} more` }] : shown;
}

/** The values of a document by their paths. */
export function pathsIn(document: unknown): (readonly [string, string])[] {
  return Array.from(valuesIn(document, '', 0), ({ name, value }) => [name, value] as const);
}

function* valuesIn(value: unknown, path: string, depth: number): Generator<NamedValue> {
  const inner = members(value).filter(([name]) => !NOISE.has(name));
  if (inner.length > 0 && depth < DEEPEST) {
    for (const [name, one] of inner) yield* valuesIn(one, path === '' ? name : `${path}.${name}`, depth + 1);
  } else if (Array.isArray(value) && path === '') {
    yield { name: '', value: value.length === 1 ? 'one entry' : `${value.length || 'no'} entries` };
    for (const one of value.slice(0, 2)) yield* valuesIn(one, '', depth + 1);
  } else if (typeof value === 'string' && value.includes('\n')) {
    // A page of lines, such as that of the metrics, whose comments explain them.
    const lines = value.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
    for (const line of lines) yield { name: path, value: shortText(line) };
  } else if (!isEmpty(value)) {
    yield { name: path, value: shortText(value) };
  }
}

/** `{}` marks that something is so; that an object is marked so often needs no line. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === '') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** A value in one line. */
export function shortText(value: unknown): string {
  const text = (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).replaceAll(/\s+/g, ' ');
  // Sentences are for reading; of everything else the beginning is enough.
  const longest = typeof value === 'string' && /\w \w+ \w/.test(text) ? LONGEST_WORDS : LONGEST;
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}
