import { z } from 'zod';
import type { TwinAnswer, TwinRequest } from '../../../mocks/cumulocity/index.ts';
import { NotOnThisTarget } from '../../conformance/targets/index.ts';
import type { Recorder } from '../../recording/index.ts';
import { basicAuthorization } from '../account.ts';
import type { Platform } from '../platform.ts';
import { listOf, newSince } from './new-since.ts';
import type { TenantAccess } from './tenant-access.ts';

/** What a run has made at a tenant is told by these. */
export interface Ours {
  readonly devEuis: readonly string[];
  /** The run's name, which stands in front of those of its connections. */
  readonly run: string;
}

/** A tenant that the kit does not host: it is looked at, and used as its operator does. */
export interface TenantPlatform extends Platform {
  /** Removes what came to be in the inventory since the beginning, and is the run's. @returns what could not be removed */
  tidy(ours: Ours): Promise<readonly string[]>;
}

const objectsSchema = z.object({
  managedObjects: z.array(z.looseObject({ id: z.string(), name: z.string().optional() })),
});
const bindingSchema = z.object({ externalId: z.string() });
const externalIdsSchema = z.object({ externalIds: z.array(z.object({ externalId: z.string() })) });

/**
 * Begins to look at a tenant. What is there by now was there before: scenarios see what is made from here on, as they
 * would in the twin.
 *
 * @param onBound told of the external id of each object that the operator registers
 * @throws Error when the operator can't sign in
 */
export async function createTenantPlatform(
  access: TenantAccess,
  recorder: Recorder,
  onBound: (externalId: string) => void = () => {},
): Promise<TenantPlatform> {
  const { baseUrl, accounts, call } = access;
  const { admin } = accounts;
  const authorization = { authorization: basicAuthorization(admin), accept: 'application/json' };
  const begun = await call({ method: 'GET', url: `${baseUrl}/tenant/currentTenant`, headers: authorization });
  if (begun.status !== 200) throw new Error(`Cumulocity answered ${begun.status} to its operator's sign-in`);
  // By the tenant's clock, which may not be this machine's; to the second.
  const since = Date.parse(begun.headers.date ?? '');
  if (Number.isNaN(since)) throw new Error('Cumulocity does not say what time it is (header Date)');
  let exchanges = 0;

  const send = async ({ method, path, headers = {}, body }: TwinRequest): Promise<TwinAnswer> => {
    const sent = { method, url: `${baseUrl}${path}`, headers };
    const { text, ...answer } = await call(body === undefined ? sent : { ...sent, body });
    return { ...answer, body: text };
  };

  const request = async (wanted: TwinRequest): Promise<TwinAnswer> => {
    const { host, method, path, headers = {} } = wanted;
    if (host !== admin.hostName)
      throw new NotOnThisTarget('It needs a second tenant, which only the twin has.');
    exchanges += 1;
    const correlation = { exchange: `tenant-${exchanges}` };
    const title = `${method} ${path}`;
    recorder.record({
      ...{ from: 'operator', to: 'cumulocity', kind: 'http-request', title, correlation },
      ...(wanted.body === undefined ? {} : { body: bodyOf(wanted.body) }),
    });
    const binding = method === 'POST' ? bindingSchema.safeParse(bodyOf(wanted.body ?? '')) : undefined;
    if (binding?.success === true) onBound(binding.data.externalId);
    const answer =
      method === 'GET' && listOf(path) !== undefined ? await listed(path, headers) : await send(wanted);
    const outcome = answer.status < 400 ? 'ok' : answer.status < 500 ? 'refused' : 'failed';
    recorder.record({
      ...{ from: 'cumulocity', to: 'operator', kind: 'http-response', title: String(answer.status), outcome },
      ...{ correlation, body: bodyOf(answer.body) },
    });
    return answer;
  };

  /** A refusal on any page is the answer. */
  const listed = async (path: string, headers: Readonly<Record<string, string>>): Promise<TwinAnswer> => {
    let refused: TwinAnswer | undefined;
    const read = async (page: string) => {
      const answer = await send({ host: admin.hostName, method: 'GET', path: page, headers });
      if (answer.status === 200) return JSON.parse(answer.body);
      refused = answer;
      throw new Error(`Cumulocity answered ${answer.status} to ${page}`);
    };
    try {
      return { status: 200, headers: {}, body: JSON.stringify(await newSince(path, since, read)) };
    } catch (error) {
      if (refused !== undefined) return refused;
      throw error;
    }
  };

  const ask = async (method: string, path: string): Promise<unknown> => {
    const { status, body } = await request({ host: admin.hostName, method, path, headers: authorization });
    if (status >= 300 && status !== 404) throw new Error(`${status} ${body.slice(0, 200)}`);
    return body === '' ? undefined : JSON.parse(body);
  };

  const tidy = async ({ devEuis, run }: Ours): Promise<readonly string[]> => {
    const left: string[] = [];
    const { managedObjects } = objectsSchema.parse(await ask('GET', '/inventory/managedObjects'));
    const marks = [...devEuis, run].map((mark) => mark.toUpperCase());
    const isOurs = (text: string) => marks.some((mark) => text.toUpperCase().includes(mark));
    for (const { id, name = '' } of managedObjects) {
      try {
        const ids = externalIdsSchema.safeParse(await ask('GET', `/identity/globalIds/${id}/externalIds`));
        const names = ids.success ? ids.data.externalIds.map(({ externalId }) => externalId) : [];
        if ([name, ...names].some(isOurs)) await ask('DELETE', `/inventory/managedObjects/${id}`);
      } catch (error) {
        left.push(`managed object ${id} "${name}": ${error instanceof Error ? error.message : error}`);
      }
    }
    return left;
  };

  return { ...onlyTheTwin(), request, tidy };
}

function bodyOf(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** What scenarios ask of the twin and a tenant of somebody else's can't give. */
function onlyTheTwin(): Omit<Platform, 'request'> {
  const refuse = (why: string) => (): never => {
    throw new NotOnThisTarget(`${why}, which only the twin does.`);
  };
  const looks = refuse('It looks at the requests that Cumulocity got');
  const another = refuse('It needs tenants or users of its own');
  return {
    addTenant: another,
    setUser: another,
    seed: refuse('It fills Cumulocity beforehand'),
    settle: refuse('It decides on how Cumulocity behaves'),
    forgetRealtimeClients: refuse('It lets Cumulocity forget who listens'),
    listen: refuse('It shows Cumulocity to a browser'),
    certificateAuthority: refuse('It shows Cumulocity to a browser'),
    stats: looks,
    journal: { all: looks, find: looks, count: looks, await: looks, nearMisses: looks },
    faults: { add: refuse('It lets Cumulocity fail'), list: () => [], clear: () => false },
  };
}
