import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { TargetDescription } from './description.ts';
import { checkDescription, type Problem } from './description-problems.ts';
import { TargetError } from './errors.ts';

/** A description with where its file lies: paths in it are relative to that. */
export interface LoadedDescription {
  readonly description: TargetDescription;
  readonly file: string;
  /** An absolute path of one that stands in the file. */
  at(path: string): string;
}

/**
 * Reads the description of a target. `${NAME}` in a value stands for a variable of the environment, so that no secret
 * need be in the file.
 * @throws TargetError that names every wrong place by its line, and guesses what was meant
 */
export async function loadDescription(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<LoadedDescription> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new TargetError('unreadable', file, [error instanceof Error ? error.message : String(error)]);
  });
  const description = parseDescription(file, text, environment);
  return { description, file, at: (path) => resolve(dirname(file), path) };
}

/** The same of a text. @throws TargetError */
export function parseDescription(
  file: string,
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): TargetDescription {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) {
    // The parser's own message may quote a line, and so a secret.
    throw new TargetError('invalid', file, [
      `${file}:${lines.linePos(broken.pos[0]).line}: no valid YAML (${broken.code})`,
    ]);
  }
  const missing: Missing[] = [];
  const checked = checkDescription(fillIn(document.toJS(), environment, [], missing));
  if (missing.length === 0 && 'description' in checked) return checked.description;
  // What a variable would have been is not known: nothing is said of its place but that it is missing.
  const problems = ('problems' in checked ? checked.problems : []).filter(
    ({ path }) => !missing.some((one) => one.path.every((key, index) => key === path[index])),
  );
  const told = [...missing.map(inWords), ...problems].map(({ path, text: problem }) => ({
    line: lineOf(document, lines, path),
    problem,
  }));
  throw new TargetError(
    'invalid',
    file,
    told.sort((a, b) => a.line - b.line).map(({ line, problem }) => `${file}:${line}: ${problem}`),
  );
}

/** A variable that a value names and the environment does not have. */
interface Missing {
  readonly path: readonly PropertyKey[];
  readonly name: string;
}

function inWords({ path, name }: Missing): Problem {
  const place = path.map(String).join('.');
  return { path, text: `${place}: the environment has no variable ${name}: set it, or change the file` };
}

function fillIn(
  value: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  path: readonly PropertyKey[],
  missing: Missing[],
): unknown {
  const below = (one: unknown, key: PropertyKey) => fillIn(one, environment, [...path, key], missing);
  if (typeof value === 'string') {
    return value.replaceAll(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => {
      const found = environment[name];
      if (found === undefined) missing.push({ path, name });
      return found ?? '';
    });
  }
  if (Array.isArray(value)) return value.map(below);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, below(one, key)]));
}

/** The line of the place, or of the nearest that holds it. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range != null) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
