import { parseMoment } from '../dates.ts';
import { type Token, tokenise } from './lexer.ts';

export const OPERATORS = ['eq', 'gt', 'ge', 'lt', 'le'] as const;
export type Operator = (typeof OPERATORS)[number];
export type Literal = string | number | boolean | null;

export type Filter =
  | { readonly kind: 'all' }
  | { readonly kind: 'compare'; readonly path: string; readonly operator: Operator; readonly value: Literal }
  | { readonly kind: 'has'; readonly paths: readonly string[] }
  | { readonly kind: 'in-group' | 'in-hierarchy'; readonly ids: readonly string[] }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter };

export interface Ordering {
  readonly path: string;
  readonly descending: boolean;
}

export interface InventoryQuery {
  readonly filter: Filter;
  readonly order: readonly Ordering[];
}

/** Deeper nesting is refused, so that no query can exhaust the stack. */
const MAX_DEPTH = 100;

/** `has` and `hasany` don't take these (Cumulocity OpenAPI, *Supported functions*). */
const STANDARD = new Set([
  'id',
  'type',
  'name',
  'self',
  'lastUpdated',
  'owner',
  'creationTime',
  'supportedMeasurements',
  'childAssets',
  'childDevices',
  'childAdditions',
  'externalIds',
]);

class NotUnderstood extends Error {}

/**
 * Reads `name eq 'x'`, `$filter=… $orderby=…` or either part alone, in either order.
 *
 * @returns the query, or why it could not be understood
 */
export function parseQuery(text: string): InventoryQuery | { readonly wrong: string } {
  try {
    const { filter, order } = sections(text);
    return { filter: filter === '' ? { kind: 'all' } : parseFilter(filter), order: parseOrder(order) };
  } catch (error) {
    if (error instanceof NotUnderstood) return { wrong: error.message };
    throw error;
  }
}

/** `$filter=` and `$orderby=` where they stand outside of quotes. */
function sections(text: string): { filter: string; order: string } {
  const heads = [...text.matchAll(/'(?:[^']|'')*'|\$(filter|orderby)\s*=/g)].filter(
    (head) => head[1] !== undefined,
  );
  const [first] = heads;
  if (first === undefined) return { filter: text.trim(), order: '' };
  if (text.slice(0, first.index).trim() !== '') throw new NotUnderstood(`text before ${first[0]}`);
  const found = { filter: '', order: '' };
  for (const [index, head] of heads.entries()) {
    const part = text.slice(head.index + head[0].length, heads[index + 1]?.index).trim();
    const key = head[1] === 'filter' ? 'filter' : 'order';
    if (found[key] !== '' || part === '')
      throw new NotUnderstood(`${head[0]} must stand once and not be empty`);
    found[key] = part;
  }
  return found;
}

function parseOrder(text: string): Ordering[] {
  if (text === '') return [];
  return text.split(',').map((part) => {
    const match = /^([^\s'(),]+)(?:\s+(asc|desc))?$/i.exec(part.trim());
    if (match?.[1] === undefined)
      throw new NotUnderstood(`$orderby wants "<property> [asc|desc]", not "${part}"`);
    return { path: match[1], descending: match[2]?.toLowerCase() === 'desc' };
  });
}

function parseFilter(text: string): Filter {
  const tokens = tokenise(text);
  if (tokens === undefined) {
    throw new NotUnderstood('a string is not closed, or a decimal number has no suffix f or d');
  }
  const reader = new Reader(tokens);
  const filter = reader.or(0);
  reader.end();
  return filter;
}

/** Recursive descent: `or` binds less than `and`, `and` less than `not`. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  or(depth: number): Filter {
    return this.#chain('or', () => this.#chain('and', () => this.#unary(depth)));
  }

  end(): void {
    const token = this.#tokens[this.#at];
    if (token !== undefined) throw new NotUnderstood(`unexpected ${show(token)}`);
  }

  #chain(kind: 'and' | 'or', next: () => Filter): Filter {
    const first = next();
    const parts = [first];
    while (this.#takeWord(kind)) parts.push(next());
    return parts.length === 1 ? first : { kind, parts };
  }

  #unary(depth: number): Filter {
    if (depth > MAX_DEPTH) throw new NotUnderstood('nested too deeply');
    if (this.#takeWord('not')) return { kind: 'not', part: this.#unary(depth + 1) };
    if (this.#takeMark('(')) {
      const inner = this.or(depth + 1);
      this.#needMark(')');
      return inner;
    }
    const word = this.#need('word');
    return this.#takeMark('(') ? this.#call(word.toLowerCase()) : this.#compare(word);
  }

  #compare(path: string): Filter {
    const name = this.#need('word').toLowerCase();
    const operator = OPERATORS.find((known) => known === name);
    if (operator === undefined) throw new NotUnderstood(`"${name}" is none of ${OPERATORS.join(', ')}`);
    const value = this.#literal();
    if (path.endsWith('.date') && (typeof value !== 'string' || parseMoment(value) === undefined)) {
      throw new NotUnderstood(`${path} wants an ISO 8601 time in quotes`);
    }
    return { kind: 'compare', path, operator, value };
  }

  #literal(): Literal {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token?.kind === 'string') return token.text;
    if (token?.kind === 'number') return token.value;
    if (token?.kind === 'word') {
      const word = token.text.toLowerCase();
      if (word === 'null') return null;
      if (word === 'true' || word === 'false') return word === 'true';
    }
    throw new NotUnderstood(`expected a value in single quotes, a number or null, not ${show(token)}`);
  }

  #call(name: string): Filter {
    const args = [this.#argument()];
    while (this.#takeMark(',')) args.push(this.#argument());
    this.#needMark(')');
    switch (name) {
      case 'has':
        if (args.length > 1) throw new NotUnderstood('has() takes one property');
        return hasFilter(args);
      case 'hasany':
        return hasFilter(args);
      case 'bygroupid':
        return { kind: 'in-group', ids: args };
      case 'isinhierarchyof':
        return { kind: 'in-hierarchy', ids: args };
      default:
        throw new NotUnderstood(`there is no function ${name}()`);
    }
  }

  #argument(): string {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token === undefined || token.kind === 'mark') throw new NotUnderstood('an argument is missing');
    return token.kind === 'number' ? String(token.value) : token.text;
  }

  #takeWord(word: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  #takeMark(mark: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'mark' || token.text !== mark) return false;
    this.#at += 1;
    return true;
  }

  #needMark(mark: string): void {
    if (!this.#takeMark(mark))
      throw new NotUnderstood(`expected ${mark}, not ${show(this.#tokens[this.#at])}`);
  }

  #need(kind: 'word'): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind) throw new NotUnderstood(`expected a property or function, not ${show(token)}`);
    this.#at += 1;
    return token.text;
  }
}

function hasFilter(paths: readonly string[]): Filter {
  const standard = paths.find((path) => STANDARD.has(path));
  if (standard !== undefined)
    throw new NotUnderstood(`has() and hasany() don't take the standard property ${standard}`);
  return { kind: 'has', paths };
}

function show(token: Token | undefined): string {
  if (token === undefined) return 'the end';
  return token.kind === 'number' ? String(token.value) : `"${token.text}"`;
}
