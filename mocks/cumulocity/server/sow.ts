import type { CompleteSeed } from '../admin/index.ts';
import { PlatformError } from '../errors.ts';
import type { Realtime } from '../realtime/index.ts';
import type { Unsettled } from '../unsettled.ts';
import type { Incoming, Peer } from './peer.ts';
import { parseBody, respondAs, targetOf } from './respond.ts';
import { permissionsOf } from './roles.ts';
import type { Tenant, Tenants, User } from './tenants.ts';

interface SowParts {
  readonly tenants: Tenants;
  readonly unsettled: Unsettled;
  readonly realtime: Realtime;
  readonly now: number;
}

/** Puts a seed into a tenant, through the same handlers as any request. @throws Error that names what was refused */
export function sow(seed: CompleteSeed, parts: SowParts): { managedObjects: string[] } {
  for (const tenant of seed.tenants) {
    if (parts.tenants.get(tenant.id) === undefined) parts.tenants.add(tenant);
  }
  const total =
    seed.managedObjects.length + seed.measurements.length + seed.events.length + seed.alarms.length;
  if (total === 0) return { managedObjects: [] };
  const { tenant, user } = ownerOf(seed, parts.tenants);
  const peer: Peer = { from: 'operator', secure: true, local: true, gone: new AbortController().signal };
  const post = (path: string, body: unknown) => create(parts, { tenant, user, peer }, path, body);
  const managedObjects = seed.managedObjects.map((object) => post('/inventory/managedObjects', object));
  const kinds = [
    ['/measurement/measurements', seed.measurements],
    ['/event/events', seed.events],
    ['/alarm/alarms', seed.alarms],
  ] as const;
  for (const [path, records] of kinds) {
    for (const record of records) post(path, { ...record, source: { id: sourceId(tenant, record.source) } });
  }
  return { managedObjects };
}

function ownerOf(seed: CompleteSeed, tenants: Tenants): { tenant: Tenant; user: User } {
  const [only, ...others] = [...tenants.all()];
  const tenant = seed.tenant === undefined && others.length === 0 ? only : tenants.get(seed.tenant ?? '');
  if (tenant === undefined) throw new Error(`Name the tenant to seed; there is no "${seed.tenant ?? ''}".`);
  const [first] = tenant.users.values();
  const user = seed.owner === undefined ? first : tenant.users.get(seed.owner);
  if (user === undefined) throw new Error(`The tenant "${tenant.id}" has no user "${seed.owner ?? ''}".`);
  // The seed is the twin's own doing: what the owner may do later doesn't bound it.
  return { tenant, user: { ...user, permissions: permissionsOf(['admin']) } };
}

function sourceId(tenant: Tenant, source: CompleteSeed['events'][number]['source']): string {
  if ('id' in source) return source.id;
  const bound = tenant.store.externalIds.find(source);
  if (bound === undefined) {
    throw new Error(`No object has the external id ${source.type} "${source.externalId}": seed it first.`);
  }
  return bound.objectId;
}

interface Sower {
  readonly tenant: Tenant;
  readonly user: User;
  readonly peer: Peer;
}

function create(parts: SowParts, { tenant, user, peer }: Sower, path: string, body: unknown): string {
  const text = JSON.stringify(body);
  const incoming: Incoming = {
    method: 'POST',
    url: path,
    host: tenant.domain,
    headers: { 'content-type': 'application/json' },
    body: text,
    peer,
  };
  try {
    const answer = respondAs(tenant, user, incoming, targetOf(incoming), parseBody(text), parts);
    return answer.kind === 'answer' ? (answer.headers.location?.split('/').at(-1) ?? '') : '';
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    throw new Error(`The seed was refused at POST ${path}: ${error.message}. ${error.remedy}\n${text}`, {
      cause: error,
    });
  }
}
