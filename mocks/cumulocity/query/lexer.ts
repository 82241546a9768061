export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'mark'; readonly text: '(' | ')' | ',' };

const SPACE = /\s+/y;
const MARK = /[(),]/y;
/** A quote inside a string is doubled, as in OData. */
const STRING = /'((?:[^']|'')*)'/y;
/** Decimals want the suffix f or d: "Invalid query: c8y_Position.lng eq 6.6" (Cumulocity OpenAPI, *Query language*). */
const NUMBER = /-?(?:\d+(?:\.\d+)?[fd]|\d+[lL]?)(?![\w.])/y;
const WORD = /[^\s(),']+/y;
const BARE_NUMBER = /^-?[\d.]+$/;

/** Cuts a filter into tokens. @returns undefined where it can't be understood */
export function tokenise(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text) ?? undefined;
    if (match !== undefined) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    if (take(SPACE) !== undefined) continue;
    const token = readMark(take) ?? readString(take) ?? readNumber(take) ?? readWord(take);
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

type Take = (pattern: RegExp) => RegExpExecArray | undefined;

function readMark(take: Take): Token | undefined {
  const text = take(MARK)?.[0];
  return text === '(' || text === ')' || text === ',' ? { kind: 'mark', text } : undefined;
}

function readString(take: Take): Token | undefined {
  const match = take(STRING);
  return match === undefined ? undefined : { kind: 'string', text: (match[1] ?? '').replaceAll("''", "'") };
}

function readNumber(take: Take): Token | undefined {
  const match = take(NUMBER);
  return match === undefined ? undefined : { kind: 'number', value: Number(match[0].replace(/[fdlL]$/, '')) };
}

function readWord(take: Take): Token | undefined {
  const text = take(WORD)?.[0];
  return text === undefined || BARE_NUMBER.test(text) ? undefined : { kind: 'word', text };
}
