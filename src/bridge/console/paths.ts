/** Where the console lies. */
export const CONSOLE_PATH = '/console';

/** The address of a page of the console; what stands in it is encoded. */
export function pathTo(...segments: readonly string[]): string {
  return [CONSOLE_PATH, ...segments.map(encodeURIComponent)].join('/');
}

/** An address with a query; what is empty is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
