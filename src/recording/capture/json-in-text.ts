/** A JSON value that was met in a text. */
export interface FoundJson {
  readonly value: unknown;
  /** The line that it begins in, counted from 1. */
  readonly line: number;
}

/** Something that begins as a JSON document and is none. */
export interface BrokenJson {
  readonly line: number;
  readonly why: string;
}

/** How an object, or an array of objects, begins; with quotation marks as mail programs write them, too. */
const OPENING = /\{\s*["“”„]|\[\s*\{\s*["“”„]/;

/**
 * Finds the JSON objects, and arrays of objects, in a text: one after the other with or without commas between, over
 * several lines, behind the marks of a quoted mail, or between sentences. What does not begin as an object does, such as
 * `[1]` or `{name}`, is taken for a part of the sentence.
 */
export function jsonInText(text: string): {
  readonly found: readonly FoundJson[];
  readonly broken?: BrokenJson;
} {
  // No line inside of a JSON value begins with ">": it is a mail program's mark of what it quotes.
  const plain = text.replace(/^(?:> ?)+/gm, '');
  const found: FoundJson[] = [];
  let line = 1;
  let counted = 0;
  for (let opening = nextOpening(plain, 0); opening !== undefined; ) {
    line += linesIn(plain.slice(counted, opening));
    counted = opening;
    const { json, end } = valueAt(plain, opening);
    try {
      found.push({ value: JSON.parse(json), line });
    } catch (error) {
      return { found, broken: { line, why: reasonOf(json, error) } };
    }
    opening = nextOpening(plain, end);
  }
  return { found };
}

function nextOpening(text: string, from: number): number | undefined {
  const at = text.slice(from).search(OPENING);
  return at < 0 ? undefined : from + at;
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}

/** The value that begins at a bracket, up to the one that closes it, or to the text's end. */
function valueAt(text: string, start: number): { readonly json: string; readonly end: number } {
  let depth = 0;
  let json = '';
  // Strings as a whole, then single characters; a string that is never closed ends with its line.
  const parts = /"(?:[^"\\\n]|\\[^\n])*"?|[\s\S]/g;
  parts.lastIndex = start;
  for (let part = parts.exec(text)?.[0]; part !== undefined; part = parts.exec(text)?.[0]) {
    // Mails in HTML are indented by spaces that JSON does not know.
    json += part === '\u00a0' ? ' ' : part;
    if (part === '{' || part === '[') depth += 1;
    if (part === '}' || part === ']') depth -= 1;
    if (depth === 0) break;
  }
  return { json, end: start + json.length };
}

function reasonOf(json: string, error: unknown): string {
  if (/[“”„]/.test(json.slice(0, json.search(/["“”„]/) + 1)))
    return 'a mail program has changed its quotation marks: put " in place of “ and ”';
  return error instanceof Error ? error.message : String(error);
}
