import { z } from 'zod';
import type { Clock } from '../../../src/clock/index.ts';
import type { FaultPlans } from '../faults/index.ts';
import { faultPlanSchema } from '../faults/index.ts';
import { journalFilterSchema, type TwinJournal } from '../journal/index.ts';
import type { Incoming, Outgoing } from '../server/peer.ts';
import { createRouter, type Router } from '../server/router.ts';
import { hostName } from '../server/tenants.ts';
import { type Choices, choicesSchema } from '../unsettled.ts';
import { seedSchema, type TwinSeed } from './seed.ts';

/** Who may use `/__twin/`: callers on this machine by its own names, anybody, or nobody. */
export type AdminAccess = 'loopback' | 'any' | 'off';

export interface AdminParts {
  readonly access: AdminAccess;
  readonly clock: Clock;
  readonly journal: TwinJournal;
  readonly faults: FaultPlans;
  readonly reset: (options: { dropTenants?: boolean }) => void;
  readonly seed: (seed: TwinSeed) => unknown;
  readonly settle: (choices: Choices) => unknown;
  readonly stats: () => unknown;
  readonly forgetRealtimeClients: () => number;
}

type AdminAnswer = Extract<Outgoing, { kind: 'answer' }>;

interface Command {
  readonly method: string;
  readonly path: string;
  readonly run: (parts: AdminParts, body: unknown, id: string) => unknown;
}

const PREFIX = '/__twin';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const LONGEST_WAIT = 10 * 60_000;

const awaitSchema = journalFilterSchema.extend({
  count: z.number().int().positive().default(1),
  withinMs: z.number().int().positive().max(LONGEST_WAIT).default(10_000),
});

const COMMANDS: readonly Command[] = [
  {
    method: 'GET',
    path: '/health',
    run: ({ clock }) => ({ status: 'up', time: new Date(clock.now()).toISOString() }),
  },
  { method: 'GET', path: '/stats', run: ({ stats }) => stats() },
  {
    method: 'POST',
    path: '/reset',
    run: ({ reset }, body) => {
      const { dropTenants } = z.strictObject({ dropTenants: z.boolean().default(false) }).parse(body ?? {});
      reset({ dropTenants });
      return { reset: true };
    },
  },
  { method: 'POST', path: '/seed', run: ({ seed }, body) => seed(seedSchema.parse(body)) },
  {
    method: 'DELETE',
    path: '/realtime',
    run: ({ forgetRealtimeClients }) => ({ forgotten: forgetRealtimeClients() }),
  },
  { method: 'GET', path: '/unsettled', run: ({ settle }) => settle({}) },
  {
    method: 'POST',
    path: '/unsettled',
    run: ({ settle }, body) => settle(choicesSchema.parse(body)),
  },
  { method: 'GET', path: '/journal', run: ({ journal }) => journal.all() },
  { method: 'POST', path: '/journal/find', run: ({ journal }, body) => journal.find(filterOf(body)) },
  {
    method: 'POST',
    path: '/journal/count',
    run: ({ journal }, body) => ({ count: journal.count(filterOf(body)) }),
  },
  {
    method: 'POST',
    path: '/journal/near-misses',
    run: ({ journal }, body) => journal.nearMisses(filterOf(body)),
  },
  {
    method: 'POST',
    path: '/journal/await',
    run: ({ journal }, body) => {
      const { withinMs, ...filter } = awaitSchema.parse(body ?? {});
      return journal.await(filter, { withinMs });
    },
  },
  { method: 'GET', path: '/faults', run: ({ faults }) => faults.list() },
  {
    method: 'POST',
    path: '/faults',
    run: ({ faults }, body) => ({ id: faults.add(faultPlanSchema.parse(body)) }),
  },
  { method: 'DELETE', path: '/faults', run: ({ faults }) => ({ cleared: faults.clear() }) },
  { method: 'DELETE', path: '/faults/:id', run: ({ faults }, _, id) => ({ cleared: faults.clear(id) }) },
];

const router: Router = createRouter(
  COMMANDS.map(({ method, path }) => ({
    method: methodOf(method),
    path,
    open: true,
    answer: () => ({ status: 200 }),
  })),
);

function methodOf(method: string): 'GET' | 'POST' | 'DELETE' {
  return method === 'GET' || method === 'DELETE' ? method : 'POST';
}

function filterOf(body: unknown) {
  return journalFilterSchema.parse(body ?? {});
}

export function isAdminPath(url: string): boolean {
  return url === PREFIX || url.startsWith(`${PREFIX}/`) || url.startsWith(`${PREFIX}?`);
}

/** Serves `/__twin/`, which belongs to no tenant, isn't recorded and not struck by faults. */
export async function answerAdmin(parts: AdminParts, incoming: Incoming): Promise<AdminAnswer> {
  if (!isAllowed(parts.access, incoming)) {
    return answer(404, {
      error: 'The twin is administered from its own machine only, by the name localhost.',
    });
  }
  const path = new URL(incoming.url, 'http://twin').pathname.slice(PREFIX.length);
  const match = router.find(incoming.method, path);
  if (match.kind === 'none') return answer(404, { error: `There is no ${PREFIX}${path}.` });
  if (match.kind === 'other-methods') return answer(405, { error: `Use ${match.allowed.join(' or ')}.` });
  const command = COMMANDS.find((one) => one.method === incoming.method && one.path === match.route.path);
  return run(parts, command, incoming.body, match.values.id ?? '');
}

async function run(
  parts: AdminParts,
  command: Command | undefined,
  text: string,
  id: string,
): Promise<AdminAnswer> {
  try {
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    return answer(200, await command?.run(parts, body, id));
  } catch (error) {
    if (error instanceof z.ZodError) return answer(400, { error: z.prettifyError(error) });
    if (error instanceof SyntaxError) return answer(400, { error: `The body is not JSON: ${error.message}` });
    return answer(409, { error: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * By default only what names this machine by a loopback name and comes from it: a rebound DNS name carries its own
 * name in `Host`, a page from elsewhere its own in `Origin`, and a bridge under test uses its tenant's domain.
 */
function isAllowed(access: AdminAccess, { host, headers, peer }: Incoming): boolean {
  if (access !== 'loopback') return access === 'any';
  const origin = headers.origin;
  const ownPage = origin === undefined || LOOPBACK.has(hostName(origin.replace(/^https?:\/\//i, '')));
  return peer.local && LOOPBACK.has(hostName(host)) && ownPage;
}

function answer(status: number, body: unknown): AdminAnswer {
  return {
    kind: 'answer',
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store' },
    body: JSON.stringify(body ?? null),
  };
}
