import { z } from 'zod';
import { servePageAssets } from '../../ui/index.ts';
import type { Answer } from '../api/route.ts';
import { createRouteTable } from '../api/route-table.ts';
import { BridgeError, refusal } from '../errors.ts';
import { leadTo } from './answers.tsx';
import { ASSETS } from './assets.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { cookieOf } from './cookies.ts';
import { errorAnswer, strangerAnswer } from './error-answers.tsx';
import type { PageRequest, Pages } from './index.ts';
import { noticeText, readNotice } from './notice.ts';
import { pageRoutes } from './page-routes.ts';
import { CONSOLE_PATH, pathTo, withQuery } from './paths.ts';
import { createSessions, isSame, type Session } from './sessions.ts';
import { createSignIn, SESSION_COOKIE } from './sign-in.ts';
import type { Visit } from './visit.ts';

const textsSchema = z.record(z.string(), z.string());
const ASSETS_PATH = `${pathTo('assets')}/`;
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Opens the console: all of its pages behind one function that answers whatever comes. */
export function openConsole(deps: ConsoleDeps): Pages['handle'] {
  const sessions = createSessions(deps);
  const signIn = createSignIn(deps, sessions);
  const assets = servePageAssets(ASSETS);
  const table = createRouteTable(pageRoutes(deps), CONSOLE_PATH);

  /** What anybody may have; undefined: one must be signed in. */
  async function openAnswer(request: PageRequest, path: string): Promise<Answer | undefined> {
    const { method, headers } = request;
    if (path === '/') return leadTo({ isFragment: false }, CONSOLE_PATH);
    if (path.startsWith(ASSETS_PATH) && method === 'GET') {
      const asset = await assets(path.slice(ASSETS_PATH.length), headers['if-none-match']);
      if (asset === undefined) throw refusal('not-found', 'The console has no such file');
      return asset.status === 304 ? { status: 304, headers: asset.headers } : asset;
    }
    if (deps.health().status !== 'up') throw refusal('unavailable', 'The bridge is starting or closing');
    return path === pathTo('sign-in') ? signIn(request) : undefined;
  }

  async function answerOf(request: PageRequest): Promise<Answer> {
    const path = request.url.split('?')[0] ?? '';
    const answered = await openAnswer(request, path);
    if (answered !== undefined) return answered;
    const token = cookieOf(request.headers, SESSION_COOKIE) ?? '';
    const session = await sessions.find(token);
    if (session === undefined) return askIn(request);
    const visit = visitOf(request, session);
    try {
      return await pageOf(request, path, visit, token);
    } catch (error) {
      return told(error, request, visit);
    }
  }

  async function pageOf({ method, headers }: PageRequest, path: string, visit: Visit, token: string) {
    if (method !== 'GET') checkOrigin(headers, visit);
    if (path === pathTo('sign-out') && method === 'POST') {
      await sessions.close(token);
      return leadTo(visit, pathTo('sign-in'));
    }
    const match = table.match(method, path);
    if (!('route' in match)) throw nothingThere(match.allow);
    return match.route.run({ ...visit, params: match.params });
  }

  function told(error: unknown, { method, url }: PageRequest, visit: Visit | undefined): Answer {
    if (!(error instanceof BridgeError)) {
      const where = `${method} ${url.split('?')[0]}`;
      deps.logger.error({ error, where }, 'A page failed for no foreseen reason');
      deps.onUnexpected(error, where);
    }
    return visit === undefined ? strangerAnswer(error) : errorAnswer(error, visit);
  }

  return async (request) => {
    try {
      return await answerOf(request);
    } catch (error) {
      return told(error, request, undefined);
    }
  };
}

/** Leads to the sign-in, and from there back to the page that was wanted. */
function askIn({ method, url, headers }: PageRequest): Answer {
  const isFragment = headers['hx-request'] === 'true';
  // A part of a page is no place to come back to: that page is.
  const from = isFragment ? pathOf(headers['hx-current-url']) : method === 'GET' ? url : undefined;
  return leadTo({ isFragment }, withQuery(pathTo('sign-in'), { next: from }));
}

function pathOf(address: unknown): string | undefined {
  try {
    const { pathname, search } = new URL(String(address));
    return pathname + search;
  } catch {
    return undefined;
  }
}

/**
 * What changes something must come from a page of the console: it carries the session's own token, and a browser that
 * says where it comes from says "from the same origin" (OWASP, CSRF Prevention Cheat Sheet).
 */
function checkOrigin(headers: PageRequest['headers'], visit: Visit): void {
  const site = headers['sec-fetch-site'];
  const given = headers['x-csrf-token'] ?? visit.form.csrf;
  const isOwn = site === undefined || site === 'same-origin';
  if (!isOwn || typeof given !== 'string' || !isSame(given, visit.session.csrf)) {
    throw new BridgeError(
      'forbidden',
      'The request did not come from a page of this console, so nothing was done. Load the page again.',
    );
  }
  const [type] = String(headers['content-type'] ?? FORM_TYPE).split(';');
  if (type?.trim().toLowerCase() !== FORM_TYPE)
    throw new BridgeError('media-type', 'The console reads forms only.');
}

function nothingThere(allow: readonly string[]): BridgeError {
  return allow.length === 0
    ? new BridgeError('not-found', 'The console has no such page.')
    : new BridgeError('method', `Only ${allow.join(', ')} is possible here.`);
}

function visitOf({ url, query, body, headers }: PageRequest, session: Session): Visit {
  const { notice: told = '', ...asked } = textsSchema.safeParse(query).data ?? {};
  const notice = readNotice(told, session);
  return {
    session,
    url,
    params: {},
    query: asked,
    form: textsSchema.safeParse(body ?? {}).data ?? {},
    isFragment: headers['hx-request'] === 'true',
    ...(notice === undefined ? {} : { notice: noticeText(notice) }),
  };
}
