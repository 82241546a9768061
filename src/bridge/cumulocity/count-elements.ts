/**
 * How many elements the array has that a JSON object holds under a name at its top level; undefined when there is none.
 * For answers that repeat all that was sent: parsed they would cost the bridge as much as all uplinks that come in. What
 * is no JSON is not noticed.
 */
export function countElements(json: string, name: string): number | undefined {
  const start = arrayUnder(json, name);
  if (start === undefined) return undefined;
  let depth = 0;
  let count = 0;
  let isEmpty = true;
  for (let at = start + 1; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    depth += stepOf(code);
    if (depth < 0) return isEmpty ? 0 : count + 1;
    if (code === QUOTE) at = endOfText(json, at);
    else if (code === COMMA && depth === 0) count += 1;
    if (code > SPACE) isEmpty = false;
  }
  return undefined;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;

/** Where the array begins. */
function arrayUnder(json: string, name: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    depth += stepOf(code);
    if (code === QUOTE) {
      const end = endOfText(json, at);
      if (depth === 1 && end - at - 1 === name.length && json.startsWith(name, at + 1)) {
        const value = /\s*:\s*\[/y;
        value.lastIndex = end + 1;
        if (value.test(json)) return value.lastIndex - 1;
      }
      at = end;
    }
  }
  return undefined;
}

/** Into an object or array, or out of it. */
function stepOf(code: number): -1 | 0 | 1 {
  if (code === OPEN_BRACE || code === OPEN_BRACKET) return 1;
  return code === CLOSE_BRACE || code === CLOSE_BRACKET ? -1 : 0;
}

/** Where the quote stands that ends a text which begins at `start`. */
function endOfText(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return json.length;
}
