import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../src/clock/index.ts';
import type { Random } from '../../src/random/index.ts';
import type { Recorder } from '../../src/recording/index.ts';
import { type AdminAccess, seedSchema, type TwinSeed } from './admin/index.ts';
import { createDeviceManagement } from './device-management/index.ts';
import { PlatformError } from './errors.ts';
import { type FaultPlan, FaultPlans, type ListedFault } from './faults/index.ts';
import { TwinJournal } from './journal/index.ts';
import { LIMIT_DEFAULTS, type TwinLimits } from './limits.ts';
import { Realtime, RealtimeSockets } from './realtime/index.ts';
import { createApp } from './server/app.ts';
import { readBasic, signIn, tenantIdMeant } from './server/authentication.ts';
import { type Authority, createAuthority } from './server/certificates.ts';
import { InMemoryWay, type TwinAnswer, type TwinRequest } from './server/in-memory.ts';
import {
  cutSocket,
  Listeners,
  type Listening,
  type ListenOptions,
  type OutOfReach,
} from './server/listeners.ts';
import { sow } from './server/sow.ts';
import { type TenantInit, Tenants, type UserInit } from './server/tenants.ts';
import { type Choices, choicesSchema, UNSETTLED_DEFAULTS, type Unsettled } from './unsettled.ts';

/** What a twin is made of. */
export interface TwinOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly random: Random;
  readonly limits?: Partial<TwinLimits>;
  /** Behaviour that no public source settles, where the default isn't wanted. */
  readonly unsettled?: Partial<Unsettled>;
  /** Who may use `/__twin/`; `loopback` unless told otherwise. */
  readonly admin?: AdminAccess;
}

interface TwinFaults {
  /** @returns the plan's id. @throws ZodError when the plan is malformed */
  add(plan: FaultPlan): string;
  list(): ListedFault[];
  /** Ends one plan, or all. @returns whether there was any */
  clear(id?: string): boolean;
}

/** A Cumulocity platform in memory. */
export interface Twin {
  /** @throws Error when id or domain are taken */
  addTenant(tenant: TenantInit): void;
  /** Adds a user or changes its password, roles or `enabled`. @throws Error for an unknown tenant */
  setUser(tenantId: string, change: Partial<UserInit> & { name: string }): void;
  /**
   * Sends a request without a socket. Hosts that belong to no tenant are taken as well, as by a real socket.
   *
   * @throws TwinHangUp when a fault cuts the connection, or the twin closes
   * @throws the signal's reason, when it aborts first: the only end of a request to a silent twin
   */
  request(request: TwinRequest): Promise<TwinAnswer>;
  listen(options?: ListenOptions): Promise<Listening>;
  /** The authority of this run's TLS listeners as PEM, generated at the first call. */
  certificateAuthority(): Promise<string>;
  readonly journal: Pick<TwinJournal, 'all' | 'find' | 'count' | 'await' | 'nearMisses'>;
  readonly faults: TwinFaults;
  /** Ends all realtime sessions: clients have to begin anew, and miss what happens meanwhile. @returns how many there were */
  forgetRealtimeClients(): number;
  /**
   * Puts the host of a tenant out of the bridge's reach, or back into it. What waits for an answer is cut; what comes by sockets
   * from now on is cut or never answered, and told to no journal. Without sockets, {@link Twin.request} goes on.
   * @returns false for a host that is no tenant's: nothing has changed
   */
  setReach(hostName: string, reach: OutOfReach | 'in-reach'): boolean;
  /** Fills a tenant through the API, unrecorded. @returns the ids of the objects created */
  seed(seed: TwinSeed): { managedObjects: string[] };
  /**
   * Decides from the next request on what no public source settles. @returns all that is decided now
   * @throws ZodError for a choice that there is not
   */
  settle(choices: Choices): Unsettled;
  /**
   * Empties data, journal and faults, takes switches back, and cuts silent and slow connections. Tenants stay unless told
   * otherwise.
   */
  reset(options?: { dropTenants?: boolean }): void;
  stats(): TwinStats;
  /** Ends everything that is pending and frees all ports. */
  close(): Promise<void>;
}

interface TwinStats {
  readonly requests: number;
  readonly journal: { readonly held: number; readonly added: number; readonly dropped: number };
  readonly faults: number;
  readonly listeners: number;
  readonly realtime: { readonly sessions: number; readonly sent: number; readonly dropped: number };
  readonly limits: TwinLimits;
  /** By tenant id: what is held, was stored and was dropped because a limit was reached. */
  readonly tenants: Readonly<Record<string, ReturnType<Tenants['counts']>[string]>>;
}

/** Creates a platform without tenants. Costs about a millisecond; nothing listens until {@link Twin.listen}. */
export function createTwin(options: TwinOptions): Twin {
  const { clock, recorder } = options;
  const limits = { ...LIMIT_DEFAULTS, ...options.limits };
  const chosen = { ...UNSETTLED_DEFAULTS, ...options.unsettled };
  // One object that all parts hold: what is decided anew goes for the next request.
  const unsettled = { ...chosen };
  const tenants = new Tenants(limits, options.random.fork('cumulocity'));
  const journal = new TwinJournal(clock, limits.journal);
  const faults = new FaultPlans(
    () => options.random.fork('cumulocity faults'),
    () => clock.now(),
  );
  const realtime = new Realtime({
    clock,
    random: () => options.random.fork('cumulocity realtime'),
    limits: {
      backlog: limits.realtimeBacklog,
      bufferMs: limits.realtimeBufferMs,
      holdMs: limits.realtimeHoldMs,
    },
  });
  let exchanges = 0;
  let ending = endingOfMany();
  let authority: Promise<Authority> | undefined;

  /** By tenant id. */
  const outOfReach = new Map<string, OutOfReach>();

  const reset = ({ dropTenants = false } = {}) => {
    outOfReach.clear();
    tenants.clear(dropTenants);
    journal.clear();
    faults.clear();
    sockets.close();
    realtime.clear();
    ending.abort(new Error('The twin was reset.'));
    ending = endingOfMany();
    Object.assign(unsettled, chosen);
  };
  const settle = (choices: Choices) => {
    const given = Object.entries(choicesSchema.parse(choices)).filter(([, choice]) => choice !== undefined);
    Object.assign(unsettled, Object.fromEntries(given));
    return { ...unsettled };
  };
  const seed = (given: TwinSeed) =>
    sow(seedSchema.parse(given), { tenants, unsettled, realtime, now: clock.now() });
  const stats = (): TwinStats => ({
    requests: exchanges,
    journal: journal.counts,
    faults: faults.list().length,
    listeners: listeners.count,
    realtime: realtime.counts,
    limits,
    tenants: tenants.counts(),
  });

  const inMemory = new InMemoryWay(clock, (host) => faults.takeCertificate(tenants.ofHost(host)?.id));
  const app = createApp({
    clock,
    recorder,
    tenants,
    journal,
    faults,
    unsettled,
    realtime,
    bodyBytes: limits.bodyBytes,
    nextExchange: () => ++exchanges,
    ending: () => ending.signal,
    admin: {
      access: options.admin ?? 'loopback',
      clock,
      journal,
      faults,
      reset,
      seed,
      settle,
      stats,
      forgetRealtimeClients: () => realtime.forget(),
    },
    pages: createDeviceManagement({
      clock,
      tenants,
      unsettled,
      realtime,
      random: () => options.random.fork('device management'),
    }),
    peerOf: (request) => {
      const peer = inMemory.peerOf(request) ?? listeners.peerOf(request);
      if (peer === undefined) throw new Error('A request came by no known way in.');
      return peer;
    },
    cut: (response, end) => {
      if (!inMemory.cut(response.req, end)) cutSocket(response, end);
    },
  });
  const sockets = new RealtimeSockets({
    clock,
    recorder,
    realtime,
    strike: (path, host, authorization) => {
      const user = readBasic(authorization)?.user;
      const struck = faults.take({
        method: 'GET',
        path,
        tenant: tenantIdMeant(tenants, { authorization, host }),
        user,
      });
      // What only delays is of no effect here.
      const effect = struck.find((fault) => !['latency', 'dribble'].includes(fault.effect.kind))?.effect;
      if (effect === undefined) return undefined;
      return effect.kind === 'status' ? effect.status : 'cut';
    },
    signIn: (authorization, host) => {
      try {
        const signedIn = signIn(tenants, { authorization, host, useXBasic: true }, unsettled);
        const { name, permissions } = signedIn.user;
        return { tenantId: signedIn.tenant.id, userName: name, permissions };
      } catch (error) {
        if (error instanceof PlatformError) return undefined;
        throw error;
      }
    },
  });
  const meant = ({ headers: { authorization, host = '' } }: IncomingMessage) =>
    tenantIdMeant(tenants, { authorization, host }) ?? '';
  const listeners = new Listeners(
    (request, response) => app.routing(request, response),
    (request, socket, head, from) => sockets.upgrade(request, socket, head, from),
    (request) => {
      // Whose it is has to be found out only where somebody is out of reach.
      const lost = outOfReach.size === 0 ? undefined : outOfReach.get(meant(request));
      if (lost === undefined) return undefined;
      recorder.record({
        from: 'bridge',
        to: 'cumulocity',
        kind: 'fault',
        title: `${request.method} ${request.url?.split('?')[0]}: ${LOST[lost]}`,
        outcome: 'failed',
      });
      return lost;
    },
  );
  const certify = async () => {
    authority ??= createAuthority();
    return authority;
  };
  const requireTenant = (id: string) => {
    const tenant = tenants.get(id);
    if (tenant === undefined) throw new Error(`There is no tenant "${id}": add it with addTenant().`);
    return tenant;
  };

  return {
    addTenant: (tenant) => void tenants.add(tenant),
    setUser: (tenantId, change) => tenants.setUser(requireTenant(tenantId), change),
    request: (request) => inMemory.send(app, request),
    async listen(wanted = {}) {
      await app.ready();
      if (wanted.tls !== true) return listeners.open(wanted, undefined);
      const { ca, issue, issueBad } = await certify();
      const current = (host?: string) => {
        const hosts = [...tenants.all()].map((tenant) => tenant.domain);
        const struck = host === undefined ? undefined : faults.takeCertificate(tenants.ofHost(host)?.id);
        const bad = wanted.certificate ?? struck;
        return bad === undefined ? issue(hosts) : issueBad(hosts, bad);
      };
      return listeners.open(wanted, { ca, current });
    },
    certificateAuthority: async () => (await certify()).ca,
    journal,
    faults: {
      add: (plan) => faults.add(plan),
      list: () => faults.list(),
      clear: (id) => faults.clear(id),
    },
    forgetRealtimeClients: () => realtime.forget(),
    setReach(hostName, wanted) {
      const tenant = tenants.ofHost(hostName);
      if (tenant === undefined) return false;
      if (wanted === 'in-reach') outOfReach.delete(tenant.id);
      else {
        outOfReach.set(tenant.id, wanted);
        listeners.cut((request) => meant(request) === tenant.id);
        inMemory.cutTo((host) => tenants.ofHost(host)?.id === tenant.id);
      }
      return true;
    },
    seed,
    settle,
    reset,
    stats,
    async close() {
      ending.abort(new Error('The twin was closed.'));
      sockets.close();
      realtime.clear();
      await listeners.close();
      await app.close();
    },
  };
}

const LOST: Readonly<Record<OutOfReach, string>> = {
  refusing: 'the connection was refused',
  swallowing: 'no packet gets through',
};

/** Each request that is held back listens to it, and there may be many. */
function endingOfMany(): AbortController {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  return ending;
}
