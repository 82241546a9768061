import { isMessageHash, isSecretName, SECRET_HEADERS } from './secret-names.ts';
import { REDACTED } from './secret-values.ts';

/** A text without any of these holds nothing that the rules below look for. */
const SUSPICIOUS = /:\/\/|basic|bearer|cookie|auth|token|secret|pass|pwd|key|session|assertion/i;

const USER_INFO = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s/?#"'<>]*)@/gi;
const HEADER_LINE = new RegExp(`\\b(${SECRET_HEADERS.join('|')})(["']?\\s*:\\s*["']?)([^\\r\\n"']+)`, 'gi');
const CREDENTIALS = /\b(basic|bearer)(\s+)([\w+/=.~-]+)/gi;
/** The words that follow "Basic" and "Bearer" where people write about them instead of signing in. */
const PROSE =
  /^(?:auth\w*|access|scheme|credentials?|challenge|realm=?|tokens?|header|is|was|and|or|only|expected|required)[.,-]*$/i;
const PAIR = /(^|[\s?&;,"'({[])([\w.%[\]-]+)=([^&\s]*)/g;
/** A member of a JSON text that is cut off, or that stands within other text, escaped or not. */
const MEMBER = /(\\*)"([^"\\]{1,64})\1"(\s*:\s*)(?:\1"(?:(?!\1").)*(?:\1")?|[^\s,}\]"\\]+)/gs;

/**
 * Blots out what the text itself shows to be secret: members, form fields and query parameters with a secret name,
 * secret headers, `Basic` and `Bearer` credentials (RFC 7617, RFC 6750), the password in a URL (RFC 3986, section 3.2.1).
 */
export function redactText(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return redactPairs(
    text
      .replace(USER_INFO, (_all, scheme: string, userInfo: string) => {
        const colon = userInfo.indexOf(':');
        return `${scheme}${colon < 0 ? '' : userInfo.slice(0, colon + 1)}${REDACTED}@`;
      })
      .replace(MEMBER, (all: string, slash: string, name: string, colon: string) =>
        isSecretName(name) ? `${slash}"${name}${slash}"${colon}${slash}"${REDACTED}${slash}"` : all,
      )
      .replace(HEADER_LINE, (_all, name: string, colon: string) => `${name}${colon}${REDACTED}`)
      .replace(CREDENTIALS, (all: string, scheme: string, space: string, credentials: string) =>
        isProse(scheme, credentials) ? all : `${scheme}${space}${REDACTED}`,
      ),
  );
}

function isProse(scheme: string, credentials: string): boolean {
  if (PROSE.test(credentials)) return true;
  if (scheme.toLowerCase() === 'bearer' || !/^[a-z]+[.,-]?$/.test(credentials)) return false;
  return !Buffer.from(credentials, 'base64').includes(':');
}

function redactPairs(text: string): string {
  if (!text.includes('=')) return text;
  const names = () => Array.from(text.matchAll(PAIR), (match) => match[2] ?? '');
  return text.replace(PAIR, (all: string, before: string, name: string, value: string) => {
    if (value === '' || !isSecretName(decoded(name)) || isMessageHash(name, names())) return all;
    return `${before}${name}=${REDACTED}`;
  });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // Not percent-encoded after all: the name is what it says.
    return name;
  }
}
