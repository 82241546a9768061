import type { VNode } from 'preact';
import {
  APP_PAGE_POLICY,
  fingerprint,
  renderFragment,
  ToastBeside,
  type ToastProps,
} from '../../ui/index.ts';
import type { Answer } from '../api/route.ts';
import { type Notice, writeNotice } from './notice.ts';
import { withQuery } from './paths.ts';
import type { Visit } from './visit.ts';

/** A whole page or a part of one. */
export function html(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': APP_PAGE_POLICY,
      // A form's answer tells its page where it came from, and no other site.
      'referrer-policy': 'same-origin',
      ...headers,
    },
    body,
  };
}

/** Parts of a page that is open: the first takes its place, the others find theirs by id. */
export function fragment(...parts: readonly VNode[]): Answer {
  return html(renderFragment(...parts));
}

/** Parts that find their places by id, and a status that says that nothing was done. */
export function refused(status: number, ...parts: readonly VNode[]): Answer {
  return html(renderFragment(...parts), status, { 'hx-reswap': 'none' });
}

/** A notice beside what is shown. */
export function toastAnswer(status: number, toast: ToastProps): Answer {
  return refused(status, <ToastBeside {...toast} />);
}

/** Leads on to another page. */
export function leadTo({ isFragment }: Pick<Visit, 'isFragment'>, path: string): Answer {
  return isFragment
    ? { status: 204, headers: { 'hx-redirect': path } }
    : { status: 303, headers: { location: path } };
}

/** Leads on to another page that tells something. */
export function leadWithNotice(visit: Visit, path: string, notice: Notice): Answer {
  return leadTo(visit, withQuery(path, { notice: writeNotice(notice, visit.session) }));
}

/** Answers a part that is live (`Live` of the components): nothing when the page shows it already. */
export function liveAnswer(visit: Visit, shown: unknown, ...parts: readonly VNode[]): Answer {
  return visit.query.seen === fingerprint(shown) ? { status: 204 } : fragment(...parts);
}
