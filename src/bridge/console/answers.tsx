import { createHash } from 'node:crypto';
import type { ComponentChildren, VNode } from 'preact';
import { APP_PAGE_POLICY, renderFragment, ToastBeside, type ToastProps } from '../../ui/index.ts';
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

/** Changes when what is shown changes. */
export function fingerprint(shown: unknown): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16);
}

export interface LiveProps {
  readonly id: string;
  /** Where the part is asked for anew. */
  readonly href: string;
  /** All that it shows: it is sent anew only when that has changed. */
  readonly shown: unknown;
  readonly everySeconds: number;
  /** A form in it that is being filled in, or what was unfolded in it, must not be swept away. */
  readonly restsWhileUsed?: boolean;
  /** Whether it joins a page that is open, in the place of the part of the same id. */
  readonly beside?: boolean;
  readonly children: ComponentChildren;
}

/**
 * A part of a page that follows what it shows, by asking: that outlives a restart of the bridge, a proxy and a laptop's
 * sleep without any code for it, and leaves no request open. Asking costs little, for what has not changed is not sent.
 */
export function Live(props: LiveProps) {
  const { id, href, everySeconds, restsWhileUsed = false, beside = false, children } = props;
  const seen = fingerprint(props.shown);
  return (
    <div
      id={id}
      hx-get={`${href}${href.includes('?') ? '&' : '?'}seen=${seen}`}
      hx-trigger={`every ${everySeconds}s`}
      hx-swap="outerHTML"
      hx-target="this"
      {...(beside ? { 'hx-swap-oob': 'true' } : {})}
      {...(restsWhileUsed ? { 'data-rests-while-used': '' } : {})}
    >
      {children}
    </div>
  );
}

/** Answers a {@link Live} part: nothing when the page shows it already. */
export function liveAnswer(visit: Visit, shown: unknown, ...parts: readonly VNode[]): Answer {
  return visit.query.seen === fingerprint(shown) ? { status: 204 } : fragment(...parts);
}
