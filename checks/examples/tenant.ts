import { z } from 'zod';
import { createTwin } from '../../mocks/cumulocity/index.ts';
import { createRealClock } from '../../src/clock/index.ts';
import { createRandom } from '../../src/random/index.ts';
import { createJournal, createRedactor } from '../../src/recording/index.ts';

/** A tenant that the kit does not host. */
export interface Tenant {
  /** Resolves when it holds a device that the run has made. */
  heldDevice(): Promise<void>;
  /** What the run has left behind, or taken away, in sentences. */
  strange(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const HOST = 'somebody.eu-latest.cumulocity.com';
/** What stood there before, and what somebody else adds while the run goes on: both have to be there in the end. */
const BEFORE = 'Somebody else’s device';
const MEANWHILE = 'Pump-10 of hall 3';
/** What the kit makes to see whether it may. */
const PROBE = / probe$/;

const objectsSchema = z.object({ managedObjects: z.array(z.object({ name: z.string() })) });

/**
 * A twin of its own plays the tenant: the kit gets no more of it than two users.
 *
 * @param slow its operator is answered late: who goes on with a run while things are removed would leave something
 */
export async function somebodysTenant(port: number, operator: string, slow: boolean): Promise<Tenant> {
  const clock = createRealClock();
  const recorder = createJournal({ clock, run: 'tenant', redactor: createRedactor({ secrets: [] }) });
  const twin = createTwin({ clock, recorder, random: createRandom('tenant') });
  twin.addTenant({
    id: 't4711',
    domain: HOST,
    users: [
      { name: 'links', password: 'of-the-bridge', roles: 'bridge' },
      { name: 'operator', password: operator, roles: 'admin' },
      { name: 'watcher', password: 'of-this-check', roles: 'admin' },
    ],
  });
  const add = (name: string, externalId: string) => {
    const externalIds = [{ type: 'c8y_Serial', externalId }];
    twin.seed({ tenant: 't4711', managedObjects: [{ name, c8y_IsDevice: {}, externalIds }] });
  };
  add(BEFORE, 'pump-11');
  // So that it is older than the run by more than the second that a tenant tells its time by.
  await clock.sleep(1000, { name: 'the tenant is older' });
  if (slow) twin.faults.add({ match: { user: 'operator' }, effect: { kind: 'latency', ms: 60 } });
  await twin.listen({ host: '127.0.0.1', port });

  const names = async (): Promise<readonly string[]> => {
    const { body } = await twin.request({
      host: HOST,
      method: 'GET',
      path: '/inventory/managedObjects?pageSize=2000',
      headers: { authorization: `Basic ${Buffer.from('t4711/watcher:of-this-check').toString('base64')}` },
    });
    return objectsSchema.parse(JSON.parse(body)).managedObjects.map(({ name }) => name);
  };
  const watching = new AbortController();
  const until = async (isThere: (all: readonly string[]) => boolean) => {
    while (!isThere(await names()))
      await clock.sleep(20, { name: 'the tenant is watched', signal: watching.signal });
  };
  const ofRun = (name: string) => name !== BEFORE && name !== MEANWHILE;
  let hasJoined = false;
  const joined = until((all) => all.some(ofRun)).then(() => {
    add(MEANWHILE, 'pump-12');
    hasJoined = true;
  });
  // It is given up with the tenant, where the run makes nothing.
  joined.catch(() => undefined);

  return {
    heldDevice: () => until((all) => all.some((name) => ofRun(name) && !PROBE.test(name))),
    strange: async () => {
      const all = await names();
      return [
        ...(all.includes(BEFORE) ? [] : ['what was in the tenant before is gone']),
        ...all.filter(ofRun).map((name) => `left in the tenant: ${name}`),
        ...(hasJoined && !all.includes(MEANWHILE) ? ['what somebody else made meanwhile is gone'] : []),
      ];
    },
    close: async () => {
      watching.abort();
      await twin.close();
    },
  };
}
