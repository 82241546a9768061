import type { Envelope } from './envelope.ts';

export interface CurlOptions {
  /** Where to, in place of the recorded host: `http://127.0.0.1:38123`. */
  readonly origin: string;
  /** Who asks: curl asks for the password, which no recording holds. */
  readonly user?: string;
}

/**
 * A recorded HTTP request as a command that sends it again; undefined for anything else. Secrets are not in it: they
 * never reach a recording.
 */
export function curlOf({ kind, title, body }: Envelope, { origin, user }: CurlOptions): string | undefined {
  const [, method, path] = /^([A-Z]+) (\/\S*)$/.exec(title) ?? [];
  if (kind !== 'http-request' || method === undefined || path === undefined) return undefined;
  const parts = ['curl', '--globoff', '-X', method, quoted(origin + path)];
  if (user !== undefined) parts.push('-u', quoted(user));
  parts.push('-H', quoted('Accept: application/json'));
  if (body !== undefined) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    parts.push('-H', quoted('Content-Type: application/json'), '--data-raw', quoted(text));
  }
  return parts.join(' ');
}

/** For a POSIX shell: nothing in single quotes means anything but their end (POSIX.1-2017, Shell, 2.2.2). */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
