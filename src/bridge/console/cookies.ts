import { CONSOLE_PATH } from './paths.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A cookie's value in a request. */
export function cookieOf(headers: Headers, name: string): string | undefined {
  const given = headers.cookie;
  for (const pair of (Array.isArray(given) ? given.join('; ') : (given ?? '')).split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

/**
 * A `Set-Cookie` value that no script reads and no other site sends (RFC 6265bis, 5.6). It is `Secure` where a proxy
 * before the bridge says that it speaks TLS; the bridge itself does not.
 */
export function setCookie(headers: Headers, name: string, value: string, maxAgeMs: number): string {
  const secure = headers['x-forwarded-proto'] === 'https' ? '; Secure' : '';
  const age = Math.max(0, Math.floor(maxAgeMs / 1000));
  return `${name}=${value}; Path=${CONSOLE_PATH}; Max-Age=${age}; HttpOnly; SameSite=Strict${secure}`;
}
