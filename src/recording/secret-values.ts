/** Stands wherever a secret stood. */
export const REDACTED = '*****';

/** A registered secret that is shorter is not searched for: it would blot out half of every text (see `Redactor.addSecret`). */
const SHORTEST_SEARCHED = 6;

/** Names and short values are the same in most messages: what becomes of so many of so many characters is remembered. */
const LONGEST_REMEMBERED = 64;
const MOST_REMEMBERED = 4000;

/** Base64 says three bytes in four characters: a secret within a longer text can begin at any of three places. */
const BASE64_OFFSETS = [0, 1, 2];

/** The secret values that were registered, and the search for them in any of the forms they travel in. */
export class SecretValues {
  readonly #values = new Set<string>();
  #plain: RegExp | undefined;
  #cores: RegExp | undefined;
  readonly #replaced = new Map<string, string>();
  #version = 0;

  /** Moves with every newly registered value. */
  get version(): number {
    return this.#version;
  }

  add(value: string): void {
    if (value.length < SHORTEST_SEARCHED || this.#values.has(value)) return;
    this.#values.add(value);
    this.#version += 1;
    this.#plain = undefined;
    this.#cores = undefined;
    this.#replaced.clear();
  }

  replaceIn(text: string): string {
    if (this.#values.size === 0 || text.length < SHORTEST_SEARCHED) return text;
    if (text.length > LONGEST_REMEMBERED) return this.#replacedIn(text);
    const known = this.#replaced.get(text);
    if (known !== undefined) return known;
    const replaced = this.#replacedIn(text);
    if (this.#replaced.size < MOST_REMEMBERED) this.#replaced.set(text, replaced);
    return replaced;
  }

  #replacedIn(text: string): string {
    this.#plain ??= patternOf([...this.#values].flatMap(plainForms));
    this.#cores ??= patternOf([...this.#values].flatMap(base64Cores));
    return replaceRuns(text.replace(this.#plain, REDACTED), this.#cores);
  }
}

/** Any of the texts, the longest first, in any case: hexadecimal keys and percent-encoded bytes come in both. */
function patternOf(texts: readonly string[]): RegExp {
  const longestFirst = [...new Set(texts)].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(escapeForPattern).join('|'), 'gi');
}

/** Blots out each run of Base64 characters that holds a match: its edges share characters with the secret. */
function replaceRuns(text: string, cores: RegExp): string {
  if (text.search(cores) < 0) return text;
  let result = '';
  let done = 0;
  for (const match of text.matchAll(cores)) {
    if (match.index < done) continue;
    let start = match.index;
    while (start > done && isBase64(text[start - 1])) start -= 1;
    let end = match.index + match[0].length;
    while (end < text.length && isBase64(text[end])) end += 1;
    result += text.slice(done, start) + REDACTED;
    done = end;
  }
  return result + text.slice(done);
}

function isBase64(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9+/_=-]/.test(character);
}

function plainForms(value: string): string[] {
  const form = new URLSearchParams([['', value]]).toString().slice(1);
  const json = JSON.stringify(value).slice(1, -1);
  return [
    value,
    encodeURIComponent(Buffer.from(value).toString()),
    form,
    json,
    JSON.stringify(json).slice(1, -1),
  ];
}

/** What of the value's Base64 form doesn't depend on what stands before and after it. */
function base64Cores(value: string): string[] {
  const bytes = Buffer.from(value);
  return BASE64_OFFSETS.flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64url');
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor(((offset + bytes.length) * 8) / 6);
    const core = shifted.slice(first, last);
    if (core.length < SHORTEST_SEARCHED) return [];
    return [core, core.replaceAll('-', '+').replaceAll('_', '/')];
  });
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
