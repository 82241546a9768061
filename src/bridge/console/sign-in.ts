import { z } from 'zod';
import type { Answer } from '../api/route.ts';
import { html, leadTo } from './answers.tsx';
import type { ConsoleDeps } from './console-deps.ts';
import { cookieOf, setCookie } from './cookies.ts';
import type { PageRequest } from './index.ts';
import { signInPage } from './page.tsx';
import { CONSOLE_PATH } from './paths.ts';
import { isSame, SESSION_MS, type Sessions } from './sessions.ts';

export const SESSION_COOKIE = 'iot-flow-session';

/** Ties the form to the browser that was given it, before there is a session (OWASP, Login CSRF). */
const FORM_COOKIE = 'iot-flow-sign-in';
const FORM_MS = 3_600_000;

const formSchema = z.object({
  clientId: z.string().trim().default(''),
  clientSecret: z.string().default(''),
  next: z.string().default(''),
  csrf: z.string().default(''),
});
const querySchema = z.object({ next: z.string().optional() });

/** Shows the sign-in and signs in, with the credentials of the management API. */
export function createSignIn(
  { secureRandom, logger }: ConsoleDeps,
  sessions: Sessions,
): (request: PageRequest) => Promise<Answer> {
  function show(
    { headers }: PageRequest,
    status: number,
    given: { next: string; clientId?: string; problem?: string },
  ) {
    const csrf = Buffer.from(secureRandom(16)).toString('base64url');
    return html(signInPage({ ...given, csrf }), status, {
      'set-cookie': setCookie(headers, FORM_COOKIE, csrf, FORM_MS),
    });
  }

  return async (request) => {
    const { method, headers } = request;
    if (method !== 'POST') {
      const { next = '' } = querySchema.safeParse(request.query).data ?? {};
      return show(request, 200, { next: ownPath(next) });
    }
    const { clientId, clientSecret, csrf, next: wanted } = formSchema.parse(request.body ?? {});
    const next = ownPath(wanted);
    const cookie = cookieOf(headers, FORM_COOKIE);
    if (cookie === undefined || !isSame(cookie, csrf)) {
      return show(request, 403, { next, clientId, problem: 'The page was too old. Sign in again.' });
    }
    const token = await sessions.open(clientId, clientSecret);
    if (token === undefined) {
      logger.warn({ clientId: clientId.slice(0, 64) }, 'A sign-in to the console was refused');
      return show(request, 401, { next, clientId, problem: 'The client id or the client secret is wrong.' });
    }
    const { status, headers: leading } = leadTo({ isFragment: false }, next);
    return {
      status,
      headers: { ...leading, 'set-cookie': setCookie(headers, SESSION_COOKIE, token, SESSION_MS) },
    };
  };
}

/** A page of the console, whatever was asked for: nobody is led elsewhere from here. */
function ownPath(path: string): string {
  return path === CONSOLE_PATH || /^\/console\/[\w!$%&'()*+,./:;=?@~-]*$/.test(path) ? path : CONSOLE_PATH;
}
