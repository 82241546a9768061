import { z } from 'zod';

const pageSchema = z.record(z.string(), z.unknown());
const datedSchema = z.looseObject({ creationTime: z.string() });
const listSchema = z.array(datedSchema);
type Dated = z.infer<typeof datedSchema>;

/** The lists of a tenant in which there may be what was there before, and the member that holds them. */
const LISTS: Readonly<Record<string, string>> = {
  '/inventory/managedObjects': 'managedObjects',
  '/alarm/alarms': 'alarms',
};
/** The platform's largest page (Cumulocity OpenAPI, Query parameters). */
const PAGE_SIZE = 2000;

/** The member in which a path's list stands; undefined where it is no list of the whole tenant. */
export function listOf(path: string): string | undefined {
  return LISTS[new URL(path, 'http://tenant').pathname];
}

/**
 * Reads a list of the whole tenant, all its pages, without what was there before.
 *
 * @param since milliseconds since 1970, by the tenant's clock
 * @param read gives the parsed answer to a path
 */
export async function newSince(
  path: string,
  since: number,
  read: (path: string) => Promise<unknown>,
): Promise<Readonly<Record<string, readonly Dated[]>>> {
  const member = listOf(path);
  if (member === undefined) throw new Error(`${path} is no list of a tenant.`);
  const found: Dated[] = [];
  for (let page = 1; ; page += 1) {
    const url = new URL(path, 'http://tenant');
    url.searchParams.set('pageSize', String(PAGE_SIZE));
    url.searchParams.set('currentPage', String(page));
    const answer = pageSchema.parse(await read(`${url.pathname}${url.search}`));
    const all = listSchema.parse(answer[member]);
    found.push(...all.filter(({ creationTime }) => Date.parse(creationTime) >= since));
    if (all.length < PAGE_SIZE) return { [member]: found };
  }
}
