import { z } from 'zod';
import type { Answer, RawRequest } from './route.ts';

const DEFAULT_PER_PAGE = 20;
const MOST_PER_PAGE = 100;

const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1')
    .transform(Number)
    .refine((value) => value <= most, `must be at most ${most}`);

/** Query parameters of every list (ThingPark X IoT Flow API: pages count from 1, 20 entries a page, at most 100). */
export const pageQuery = {
  page: wholeNumber(999_999_999).optional().describe('Page, from 1'),
  perPage: wholeNumber(MOST_PER_PAGE).optional().describe('Entries a page; 20 unless said otherwise'),
};

export const pageQuerySchema = z.strictObject(pageQuery);

/** What a paged answer tells in its headers. */
export const PAGE_HEADERS = {
  Link: 'first, prev, next and last page (RFC 8288)',
  'X-Total': 'Entries in all',
  'X-Total-Pages': 'Pages in all',
  'X-Per-Page': 'Entries a page',
  'X-Page': 'This page',
};

/** One page of a list: a bare array, and in the headers where it stands. */
export function pageOf<T>(
  entries: readonly T[],
  {
    page = 1,
    perPage = DEFAULT_PER_PAGE,
  }: { readonly page?: number | undefined; readonly perPage?: number | undefined },
  { url }: RawRequest,
  show: (entry: T) => unknown = (entry) => entry,
): Answer {
  const pages = Math.max(1, Math.ceil(entries.length / perPage));
  const links = [
    link(url, 'first', 1, perPage),
    ...(page > 1 ? [link(url, 'prev', Math.min(page - 1, pages), perPage)] : []),
    ...(page < pages ? [link(url, 'next', page + 1, perPage)] : []),
    link(url, 'last', pages, perPage),
  ];
  return {
    status: 200,
    headers: {
      link: links.join(', '),
      'x-total': String(entries.length),
      'x-total-pages': String(pages),
      'x-per-page': String(perPage),
      'x-page': String(page),
    },
    body: entries.slice((page - 1) * perPage, page * perPage).map(show),
  };
}

function link(url: string, rel: string, page: number, perPage: number): string {
  const [path = '', search = ''] = url.split('?');
  const query = new URLSearchParams(search);
  query.set('page', String(page));
  query.set('perPage', String(perPage));
  return `<${path}?${query}>; rel="${rel}"`;
}
