import { withQuery } from './paths.ts';
import type { Visit } from './visit.ts';

export const PER_PAGE = 20;

export interface PageOf<T> {
  readonly rows: readonly T[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** The page of a list that the address names; the last one when there are not so many. */
export function pageOfList<T>(entries: readonly T[], { query }: Visit, perPage = PER_PAGE): PageOf<T> {
  const pages = Math.max(1, Math.ceil(entries.length / perPage));
  const wanted = /^[1-9]\d{0,8}$/.test(query.page ?? '') ? Number(query.page) : 1;
  const page = Math.min(wanted, pages);
  return { rows: entries.slice((page - 1) * perPage, page * perPage), page, pages, total: entries.length };
}

/** The same list with other things asked for; what is live does not count as asked for. */
export function listHref(
  { url, query }: Visit,
  changes: Readonly<Record<string, string | undefined>>,
): string {
  const { seen: _seen, ...asked } = query;
  return withQuery(url.split('?')[0] ?? '', { ...asked, ...changes });
}

/** Whether one of the texts holds what was looked for, in either case. */
export function holds(wanted: string | undefined, ...texts: readonly (string | undefined)[]): boolean {
  const sought = (wanted ?? '').trim().toLowerCase();
  return sought === '' || texts.some((text) => text?.toLowerCase().includes(sought));
}
