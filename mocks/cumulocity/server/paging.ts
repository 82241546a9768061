import type { Call } from './call.ts';

const DEFAULT_SIZE = 5;
const MAX_SIZE = 2000;

interface Page {
  readonly size: number;
  readonly current: number;
}

interface PageLinks {
  readonly self: string;
  readonly next?: string;
  readonly prev?: string;
  readonly statistics: {
    readonly pageSize: number;
    readonly currentPage: number;
    readonly totalPages?: number;
    readonly totalElements?: number;
  };
}

/** 5 entries by default, 2000 at most; what is wrong gives 422 (Cumulocity OpenAPI, *Query result paging*). */
function pageOf(call: Call): Page {
  return {
    size: Math.min(call.query.positive('pageSize', DEFAULT_SIZE), MAX_SIZE),
    current: call.query.positive('currentPage', 1),
  };
}

/**
 * Takes one page out of `items`, which is read no further than needed: to the end only when totals were asked for.
 *
 * @returns the page's items, with the links and statistics that go beside them
 */
export function paginate<T>(call: Call, items: Iterable<T>): { items: T[]; links: PageLinks } {
  const page = pageOf(call);
  const withPages = call.query.flag('withTotalPages') ?? false;
  const withElements = call.query.flag('withTotalElements') ?? false;
  const countAll = withPages || withElements;
  const start = (page.current - 1) * page.size;
  const taken: T[] = [];
  let seen = 0;
  for (const item of items) {
    if (seen >= start && seen < start + page.size) taken.push(item);
    seen += 1;
    if (seen > start + page.size && !countAll) break;
  }
  const link = (current: number) =>
    `${call.origin}${call.path}?${call.query.with({ pageSize: String(page.size), currentPage: String(current) })}`;
  const hasNext = nextStands(call, taken.length === page.size, seen > start + page.size);
  return {
    items: taken,
    links: {
      self: link(page.current),
      ...(hasNext ? { next: link(page.current + 1) } : {}),
      ...(page.current > 1 ? { prev: link(page.current - 1) } : {}),
      statistics: {
        pageSize: page.size,
        currentPage: page.current,
        ...(withPages ? { totalPages: Math.ceil(seen / page.size) } : {}),
        ...(withElements ? { totalElements: seen } : {}),
      },
    },
  };
}

function nextStands(call: Call, full: boolean, more: boolean): boolean {
  switch (call.unsettled.nextLink) {
    case 'always':
      return true;
    case 'when-full':
      return full;
    case 'when-more':
      return more;
  }
}
