import { createRedactor } from '../../../recording/index.ts';

const redactor = createRedactor();

/** A recorded body without secrets, as a value. */
export function readBody(body: unknown): unknown {
  return withoutSecrets(parseBody(body));
}

/** A recorded body as a value; of one that was cut when it was kept, as much as can be read. Secrets are still in it. */
export function parseBody(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  if (/^\s*[[{]/.test(body)) return parsed(body) ?? body;
  // A text that was cut is still quoted.
  return body.startsWith('"') ? body.slice(1).replaceAll('\\n', '\n').replaceAll('\\"', '"') : body;
}

export function withoutSecrets(value: unknown): unknown {
  return redactor.value(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parsedUntilCut(text);
  }
}

/**
 * What a JSON text holds up to its cut: the members and elements that are whole. Bodies are kept up to a length, and a
 * long list tells its first entries as well as a short one.
 */
function parsedUntilCut(text: string): unknown {
  const open: string[] = [];
  let inString = false;
  let whole = { end: 0, closers: '' };
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\' && inString) index += 1;
    else if (character === '"') inString = !inString;
    if (inString || character === undefined) continue;
    if (character === '{') open.push('}');
    if (character === '[') open.push(']');
    if (character === '}' || character === ']') open.pop();
    if (character === '}' || character === ']') whole = { end: index + 1, closers: closing(open) };
  }
  try {
    return JSON.parse(text.slice(0, whole.end) + whole.closers);
  } catch {
    // Not even its beginning is JSON.
    return undefined;
  }
}

function closing(open: readonly string[]): string {
  return [...open].reverse().join('');
}
