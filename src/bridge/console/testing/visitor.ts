import type { ApiReply } from '../../bridge.ts';
import { startTestBridge, type TestBridge, type TestBridgeOptions } from '../../testing/test-bridge.ts';

/** Somebody with a browser at a test's bridge. */
export interface Visitor extends TestBridge {
  /** Loads a page; `path` is below the console's. */
  page(path: string, headers?: Readonly<Record<string, string>>): Promise<ApiReply>;
  /** Asks for a part of a page, as htmx does. */
  part(path: string): Promise<ApiReply>;
  /** Sends a form from a page. */
  send(
    path: string,
    form?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ApiReply>;
  /** The session's cookie and what goes with it. */
  readonly session: { readonly cookie: string; readonly csrf: string };
}

export const CREDENTIALS = { clientId: 'local/tester', clientSecret: 'correct horse' };
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Runs `work` with somebody who is signed in. */
export async function withVisitor(
  work: (visitor: Visitor) => Promise<void>,
  options: TestBridgeOptions = {},
): Promise<void> {
  const bridge = await startTestBridge(options);
  try {
    const cookie = await signInToConsole(bridge);
    const first = await get(bridge, '', { cookie });
    const csrf = /x-csrf-token&quot;:&quot;([\w-]+)&quot;/.exec(first.body)?.[1] ?? '';
    await work({
      ...bridge,
      session: { cookie, csrf },
      page: (path, headers = {}) => get(bridge, path, { cookie, ...headers }),
      part: (path) => get(bridge, path, { cookie, 'hx-request': 'true' }),
      send: (path, form = {}, headers = {}) =>
        bridge.bridge.api.inject({
          method: 'POST',
          url: `/console${path}`,
          headers: { cookie, 'x-csrf-token': csrf, 'hx-request': 'true', ...FORM, ...headers },
          body: new URLSearchParams(form).toString(),
        }),
    });
  } finally {
    await bridge.close();
  }
}

/** Goes through the sign-in page; gives the session's cookie. */
export async function signInToConsole(
  bridge: TestBridge,
  given: Partial<typeof CREDENTIALS> = {},
): Promise<string> {
  const reply = await trySignIn(bridge, given);
  return cookieOf(reply);
}

export async function trySignIn(
  bridge: TestBridge,
  given: Readonly<Record<string, string>> = {},
): Promise<ApiReply> {
  const form = await get(bridge, '/sign-in', {});
  const csrf = /name="csrf" value="([\w-]+)"/.exec(form.body)?.[1] ?? '';
  return bridge.bridge.api.inject({
    method: 'POST',
    url: '/console/sign-in',
    headers: { cookie: cookieOf(form), ...FORM },
    body: new URLSearchParams({ ...CREDENTIALS, csrf, ...given }).toString(),
  });
}

function cookieOf({ headers }: ApiReply): string {
  return (headers['set-cookie'] ?? '').split(';')[0] ?? '';
}

function get(bridge: TestBridge, path: string, headers: Readonly<Record<string, string>>): Promise<ApiReply> {
  return bridge.bridge.api.inject({ method: 'GET', url: `/console${path}`, headers });
}
