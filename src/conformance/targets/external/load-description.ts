import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { closest } from '../../requirements/closest.ts';
import { descriptionSchema, OPERATIONS, type TargetDescription } from './description.ts';
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
  const missing = new Set<string>();
  const filledIn = fillIn(document.toJS(), environment, missing);
  if (missing.size > 0) {
    throw new TargetError(
      'invalid',
      file,
      [...missing].map((name) => `the environment has no variable ${name}: set it, or change the file`),
    );
  }
  const parsed = descriptionSchema.safeParse(filledIn, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap(innermost).flatMap(oneEach);
  throw new TargetError(
    'invalid',
    file,
    issues.map((issue) => `${file}:${lineOf(document, lines, issue.path)}: ${told(issue)}`),
  );
}

function fillIn(
  value: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  missing: Set<string>,
): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => {
      const found = environment[name];
      if (found === undefined) missing.add(name);
      return found ?? '';
    });
  }
  if (Array.isArray(value)) return value.map((one) => fillIn(one, environment, missing));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, fillIn(one, environment, missing)]),
  );
}

type Issue = z.core.$ZodIssue;

/** Of the alternatives of a union, what is wrong in the one that was come nearest. */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [nearest = []] = [...issue.errors].sort((a, b) => depth(b) - depth(a));
  return nearest.flatMap((inner) => innermost({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** An issue for each unknown key, at the key's own place. */
function oneEach(issue: Issue): readonly Issue[] {
  if (issue.code !== 'unrecognized_keys') return [issue];
  return issue.keys.map((key) => ({ ...issue, keys: [key], path: [...issue.path, key] }));
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

/** The line of the place, or of the nearest that holds it. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range != null) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function told(issue: Issue): string {
  const path = issue.path.map(String).join('.');
  const key = String(issue.path.at(-1) ?? '');
  if (issue.code === 'unrecognized_keys') {
    return `${path} is not known${meant(key, path.startsWith('operations.') ? OPERATIONS : NAMES)}`;
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return `${path} is missing`;
  const hint =
    issue.code === 'invalid_value' && typeof issue.input === 'string'
      ? meant(issue.input, issue.values.map(String))
      : '';
  return `${path === '' ? 'the file' : path}: ${issue.message}${hint}`;
}

/** Names that a description may hold, anywhere. */
const NAMES = [
  ...['version', 'name', 'baseUrl', 'caFile', 'credentials', 'capabilities', 'operations', 'answers'],
  ...['adapter', 'uplink', 'platform', 'timeouts', 'knownDeviations', 'requirement', 'comment'],
  ...['kind', 'clientId', 'clientSecret', 'tokenPath', 'token', 'username', 'password', 'value'],
  ...['method', 'path', 'body', 'id', 'state', 'active', 'configuration', 'list', 'states'],
  ...['http', 'mqtt', 'url', 'headers', 'asId', 'asKey', 'topic', 'downlinkTopic'],
  ...['listen', 'tls', 'certFile', 'keyFile', 'hostName', 'tenantId', 'bridge', 'operator'],
  ...['answer', 'settle', 'recovery', 'quiet'],
];

function meant(word: string, candidates: readonly string[]): string {
  const found = closest(word, candidates);
  return found === undefined ? '' : `. Did you mean "${found}"?`;
}
