import { z } from 'zod';
import { closest } from '../../../words/index.ts';
import { descriptionSchema, type TargetDescription } from './description.ts';
import { keysAt } from './description-shape.ts';

/** One thing that is wrong with a description; `text` names the place. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

type Issue = z.core.$ZodIssue;

/** Checks a document; what is wrong is told in words of the file, with what was meant. Values are not repeated. */
export function checkDescription(
  document: unknown,
): { readonly description: TargetDescription } | { readonly problems: readonly Problem[] } {
  const parsed = descriptionSchema.safeParse(document, { reportInput: true, error: inWords });
  if (parsed.success) return { description: parsed.data };
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, document)) };
}

/** What the schema itself says nothing about. */
const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_value') return `must be ${oneOf(issue.values.map(String))}`;
  if (issue.code !== 'invalid_type') return undefined;
  const isScalar = typeof issue.input === 'number' || typeof issue.input === 'boolean';
  if (issue.expected === 'string') return isScalar ? 'must be a text: put it in quotes' : 'must be a text';
  if (issue.expected === 'array') return 'must be a list, a line each with a dash, or [one, another]';
  return issue.expected === 'object' ? 'must be a mapping' : undefined;
};

function problemsOf(issue: Issue, document: unknown): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const { known } = keysAt(issue.path, document);
    // An issue for each unknown key, at the key's own place.
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      const hint =
        closest(key, known) === undefined ? `. Known here: ${known.join(', ')}` : meant(key, known);
      return { path, text: `${placeOf(path)} is not known${hint}` };
    });
  }
  if (issue.code === 'invalid_union') return unionProblems(issue, document);
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) {
    const one = issue.code === 'invalid_value' ? `: it ${wordsOf(issue, document)}` : '';
    return [{ path: issue.path, text: `${placeOf(issue.path)} is missing${one}` }];
  }
  return [
    { path: issue.path, text: `${placeOf(issue.path)}: ${wordsOf(issue, document)}${hintOf([issue])}` },
  ];
}

/** Of alternatives, what is wrong in the one that was come nearest; all of them where none was. */
function unionProblems(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  document: unknown,
): readonly Problem[] {
  const { path } = issue;
  const options = discriminatorSchema.safeParse(issue);
  if (options.success) {
    const words = options.data.options.map(String);
    const given = z.record(z.string(), z.unknown()).safeParse(issue.input).data?.[options.data.discriminator];
    const text = given === undefined ? ' is missing: it must be' : ': must be';
    const hint = typeof given === 'string' ? meant(given, words) : '';
    return [{ path, text: `${placeOf(path)}${text} ${oneOf(words)}${hint}` }];
  }
  const alternatives = issue.errors.map((issues) =>
    issues.map((inner): Issue => ({ ...inner, path: [...path, ...inner.path] })),
  );
  const nearest = alternatives.find((issues) => issues.some((inner) => inner.path.length > path.length));
  if (nearest !== undefined) return nearest.flatMap((inner) => problemsOf(inner, document));
  const all = alternatives.flat();
  const words = [...new Set(all.map((inner) => wordsOf(inner, document).replace(/^must be /, '')))];
  return [{ path, text: `${placeOf(path)}: must be ${words.join(', or ')}${hintOf(all)}` }];
}

const discriminatorSchema = z.object({ discriminator: z.string(), options: z.array(z.unknown()) });

function wordsOf(issue: Issue, document: unknown): string {
  if (issue.code !== 'invalid_type' || issue.expected !== 'object') return issue.message;
  const { known, required } = keysAt(issue.path, document);
  const keys = required.length > 0 ? required : known;
  return `must be a mapping${keys.length === 0 ? '' : ` with ${listed(keys, required.length > 0 ? 'and' : 'or')}`}`;
}

/** What a word that stands in the file was most likely meant to be. */
function hintOf(issues: readonly Issue[]): string {
  const words = issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values.map(String) : []));
  const [given] = issues.flatMap(({ input }) => (typeof input === 'string' ? [input] : []));
  return given === undefined ? '' : meant(given, words);
}

function meant(word: string, candidates: readonly string[]): string {
  const found = closest(word, candidates);
  return found === undefined ? '' : `. Did you mean "${found}"?`;
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the file' : path.map(String).join('.');
}

function oneOf(words: readonly string[]): string {
  return listed(
    words.map((word) => (/^\d+$/.test(word) ? word : `"${word}"`)),
    'or',
  );
}

function listed(words: readonly string[], last: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
