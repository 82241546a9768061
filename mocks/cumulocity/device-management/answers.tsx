import type { VNode } from 'preact';
import { APP_PAGE_POLICY, renderFragment } from '../../../src/ui/index.ts';
import type { Final } from '../server/peer.ts';
import { APP_PATH } from './paths.ts';

export type PageAnswer = Extract<Final, { kind: 'answer' }>;

/** A page, or a part of one. */
export function html(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): PageAnswer {
  return {
    kind: 'answer',
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': APP_PAGE_POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body,
  };
}

/** Parts of a page that is open. */
export function fragment(...parts: readonly VNode[]): PageAnswer {
  return html(renderFragment(...parts));
}

/** Leads to another page; an open one is told by htmx's own header. */
export function leadTo(
  path: string,
  isFragment: boolean,
  headers: Readonly<Record<string, string>> = {},
): PageAnswer {
  return isFragment
    ? { kind: 'answer', status: 204, headers: { 'hx-redirect': path, ...headers }, body: '' }
    : { kind: 'answer', status: 303, headers: { location: path, ...headers }, body: '' };
}

/** A cookie that no script reads and no other site sends (RFC 6265bis, 5.6). */
export function cookie(
  name: string,
  value: string,
  isSecure: boolean,
  maxAgeSeconds: number,
): Readonly<Record<string, string>> {
  const secure = isSecure ? '; Secure' : '';
  return {
    'set-cookie': `${name}=${value}; Path=${APP_PATH}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`,
  };
}
