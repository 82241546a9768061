import type { ComponentChildren } from 'preact';

export interface Column<T> {
  readonly label: string;
  readonly show: (row: T) => ComponentChildren;
  readonly class?: string;
  /** Where the rows are ordered by it, and how they are ordered now if it is by this. */
  readonly sort?: { readonly href: string; readonly now?: 'ascending' | 'descending' };
}

export interface DataTableProps<T> {
  /** What the table holds, for who doesn't see its heading. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** What stands there when there are no rows. */
  readonly empty: ComponentChildren;
}

/** Rows of one kind; on a phone each row is a small list of its own. */
export function DataTable<T>({ caption, columns, rows, keyOf, empty }: DataTableProps<T>) {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <div class="scroll">
      <table class="stack">
        <caption class="sr">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, sort }) => (
              <th key={label} scope="col" {...(sort?.now === undefined ? {} : { 'aria-sort': sort.now })}>
                {sort === undefined ? label : <SortLink label={label} {...sort} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.label} data-label={column.label} class={column.class}>
                  <div>{column.show(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SortLinkProps {
  readonly label: string;
  readonly href: string;
  readonly now?: 'ascending' | 'descending';
}

function SortLink({ label, href, now }: SortLinkProps) {
  return (
    <a class="sort" href={href}>
      {label}
      {now === undefined ? null : <span aria-hidden="true">{now === 'ascending' ? ' ↑' : ' ↓'}</span>}
    </a>
  );
}

export interface PagerProps {
  /** What the list holds, in the plural of an `s`. */
  readonly what: string;
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  /** Address of a page of the list. */
  readonly hrefOf: (page: number) => string;
}

/** Where one is in a long list, and the ways on. */
export function Pager({ what, page, pages, total, hrefOf }: PagerProps) {
  return (
    <nav class="pager" aria-label={`Pages of ${what}`}>
      <span>
        {total} {total === 1 ? what.replace(/s$/, '') : what}
        {pages > 1 ? `, page ${page} of ${pages}` : ''}
      </span>
      {pages > 1 ? (
        <div>
          {page > 1 ? (
            <a class="button" rel="prev" href={hrefOf(page - 1)}>
              Previous
            </a>
          ) : null}
          {page < pages ? (
            <a class="button" rel="next" href={hrefOf(page + 1)}>
              Next
            </a>
          ) : null}
        </div>
      ) : null}
    </nav>
  );
}
