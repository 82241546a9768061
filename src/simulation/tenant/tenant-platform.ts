import { z } from 'zod';
import type { TwinAnswer, TwinRequest } from '../../../mocks/cumulocity/index.ts';
import { NotOnThisTarget, type Traces } from '../../conformance/targets/index.ts';
import type { Recorder } from '../../recording/index.ts';
import type { Platform } from '../platform.ts';
import { createExchangeRecorder } from '../record-exchange.ts';
import { listOf, newSince } from './new-since.ts';
import { headersOf, type TenantAccess } from './tenant-access.ts';

/** A tenant that the kit does not host: it is looked at, and used as its operator does. */
export interface TenantPlatform extends Platform {
  /**
   * Removes what came to be in the inventory since the beginning, and is the run's: the objects of these ids, those that bear
   * one of these DevEUIs as their name or external id, and those whose name holds that of the run.
   * @returns what could not be removed, and why
   */
  tidy(traces: Traces): Promise<readonly string[]>;
}

const INVENTORY = '/inventory/managedObjects';
const objectsSchema = z.object({
  managedObjects: z.array(z.looseObject({ id: z.string(), name: z.string().optional() })),
});
const externalIdsSchema = z.object({ externalIds: z.array(z.object({ externalId: z.string() })) });

export interface TenantPlatformOptions {
  readonly access: TenantAccess;
  readonly recorder: Recorder;
  /** The run's name. */
  readonly run: string;
  /** Told of the id of each managed object that the operator makes. */
  readonly onMade?: (id: string) => void;
}

/**
 * Begins to look at a tenant. What is there by now was there before: scenarios see what is made from here on, as they
 * would in the twin.
 *
 * @throws Error when the operator can't sign in
 */
export async function createTenantPlatform(options: TenantPlatformOptions): Promise<TenantPlatform> {
  const { access, recorder, run, onMade } = options;
  const { baseUrl, accounts, call } = access;
  const { admin } = accounts;
  const headersOfOperator = headersOf(admin);
  const begun = await call({
    method: 'GET',
    url: `${baseUrl}/tenant/currentTenant`,
    headers: headersOfOperator,
  });
  if (begun.status !== 200) throw new Error(`Cumulocity answered ${begun.status} to its operator's sign-in`);
  // By the tenant's clock, which may not be this machine's; to the second.
  const since = Date.parse(begun.headers.date ?? '');
  if (Number.isNaN(since)) throw new Error('Cumulocity does not say what time it is (header Date)');
  const record = createExchangeRecorder(recorder, 'cumulocity');

  const send = async ({ method, path, headers = {}, body }: TwinRequest): Promise<TwinAnswer> => {
    const sent = { method, url: `${baseUrl}${path}`, headers };
    const { text, ...answer } = await call(body === undefined ? sent : { ...sent, body });
    return { ...answer, body: text };
  };

  const request = async (wanted: TwinRequest): Promise<TwinAnswer> => {
    const { host, method, path, headers = {} } = wanted;
    if (host !== admin.hostName)
      throw new NotOnThisTarget('It needs a second tenant, which only the twin has.');
    const asked = { title: `${method} ${path}`, body: bodyOf(wanted.body ?? '') };
    const {
      body: _parsed,
      text,
      ...answer
    } = await record(asked, async () => {
      const isList = method === 'GET' && listOf(path) !== undefined;
      const { body, ...got } = isList ? await listed(path, headers) : await send(wanted);
      return { ...got, text: body, body: bodyOf(body) };
    });
    if (method === 'POST' && path === INVENTORY && answer.status === 201) {
      // Without Accept there is no body (Cumulocity OpenAPI, REST implementation), but always the object's address.
      const id = answer.headers.location?.split('/').at(-1);
      if (id !== undefined) onMade?.(id);
    }
    return { ...answer, body: text };
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
    const { status, body } = await request({
      host: admin.hostName,
      method,
      path,
      headers: headersOfOperator,
    });
    if (status >= 300 && status !== 404) throw new Error(`${status} ${body.slice(0, 200)}`);
    return body === '' ? undefined : JSON.parse(body);
  };

  const tidy = async ({ devEuis, objects }: Traces): Promise<readonly string[]> => {
    const wanted = new Set(devEuis.map((devEui) => devEui.toUpperCase()));
    const isOurs = (text: string) => wanted.has(text.toUpperCase()) || text.includes(run);
    const left: string[] = [];
    const attempt = async (what: string, work: () => Promise<void>) => {
      try {
        await work();
      } catch (error) {
        left.push(`${what}: ${error instanceof Error ? error.message : error}`);
      }
    };
    await attempt(`what bears ${run} or a DevEUI of it`, async () => {
      const { managedObjects } = objectsSchema.parse(await ask('GET', INVENTORY));
      for (const { id, name = '' } of managedObjects) {
        await attempt(`managed object ${id} "${name}"`, async () => {
          const ids = externalIdsSchema.safeParse(await ask('GET', `/identity/globalIds/${id}/externalIds`));
          const names = ids.success ? ids.data.externalIds.map(({ externalId }) => externalId) : [];
          if (objects.includes(id) || [name, ...names].some(isOurs))
            await ask('DELETE', `${INVENTORY}/${id}`);
        });
      }
    });
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
    setReach: refuse('It takes Cumulocity out of reach'),
    listen: refuse('It shows Cumulocity to a browser'),
    certificateAuthority: refuse('It shows Cumulocity to a browser'),
    stats: looks,
    journal: { all: looks, find: looks, count: looks, await: looks, nearMisses: looks },
    faults: { add: refuse('It lets Cumulocity fail'), list: () => [], clear: () => false },
  };
}
