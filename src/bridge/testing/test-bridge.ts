import { createHash } from 'node:crypto';
import { createVirtualClock, type VirtualClock } from '../../clock/index.ts';
import { createRandom } from '../../random/index.ts';
import type { EnvelopeDraft } from '../../recording/index.ts';
import { createApi } from '../api/index.ts';
import { type ApiReply, type Bridge, createBridge } from '../bridge.ts';
import { type BridgeConfigInput, bridgeConfigSchema } from '../bridge-config.ts';
import { createCommandPorts } from '../commands/command-ports.ts';
import type { Connection } from '../connections/connection.ts';
import type { ConnectionState } from '../connections/connection-state.ts';
import type { RunningSupervisor } from '../connections/running-supervisor.ts';
import type { DriverDescription } from '../drivers/driver-host.ts';
import type { BridgeParts } from '../parts.ts';
import { createMemoryStorage, type MemoryStorage } from '../storage/memory-storage.ts';
import { createSecretCipher } from '../storage/secret-cipher.ts';
import type { IntakeDeps } from '../uplinks/intake.ts';

const CLIENT = { clientId: 'local/tester', clientSecret: 'correct horse' };

/** What the tests of the management side see of a bridge whose other side is faked. */
export interface TestBridge {
  readonly bridge: Bridge;
  readonly clock: VirtualClock;
  readonly storage: MemoryStorage;
  /** What the supervisor was told, in order: `apply 1`, `remove 1`, `stop 1`. */
  readonly commands: string[];
  readonly applied: Map<string, Connection>;
  readonly log: string[];
  readonly envelopes: EnvelopeDraft[];
  readonly unexpected: unknown[];
  readonly intake: () => IntakeDeps;
  /** Calls the API with a good token; `path` is below the base path. */
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', path: string, body?: unknown): Promise<TestReply>;
  raw(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options: RawOptions): Promise<TestReply>;
  close(): Promise<void>;
}

interface RawOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type TestReply = ApiReply & { readonly json: unknown };

export interface TestBridgeOptions {
  readonly config?: Omit<BridgeConfigInput, 'api'>;
  readonly storage?: MemoryStorage;
  readonly parts?: Partial<BridgeParts>;
}

const DRIVER: DriverDescription = {
  id: 'actility:adeunis-field-test:1',
  producerId: 'actility',
  moduleId: 'adeunis-field-test',
  version: '1',
  application: { producerId: 'adeunis', moduleId: 'field-test', version: '1' },
  models: [],
};

/** Starts a bridge whose data plane only notes what it is told. */
export async function startTestBridge(options: TestBridgeOptions = {}): Promise<TestBridge> {
  const clock = createVirtualClock({ start: Date.UTC(2026, 0, 31, 12) });
  const random = createRandom('test bridge');
  const storage = options.storage ?? createMemoryStorage();
  const commands: string[] = [];
  const applied = new Map<string, Connection>();
  const log: string[] = [];
  const envelopes: EnvelopeDraft[] = [];
  const unexpected: unknown[] = [];
  let intakeDeps: IntakeDeps | undefined;
  const note = (fields: unknown, message: string) => {
    log.push(`${message} ${JSON.stringify(fields)}`);
  };
  const none = () => {
    throw new Error('no part of this test');
  };
  const parts: BridgeParts = {
    config: bridgeConfigSchema.parse({ ...options.config, api: CLIENT }),
    clock,
    random,
    secureRandom: (length) => random.bytes(length),
    recorder: { record: (draft) => envelopes.push(draft) },
    logger: { debug: note, info: note, warn: note, error: note },
    storage,
    cipher: createSecretCipher(createHash('sha256').update('key').digest(), (length) => random.bytes(length)),
    http: { request: none, close: async () => undefined },
    mqtt: {
      open: async () => ({
        publish: async () => undefined,
        connected: () => true,
        close: async () => undefined,
      }),
    },
    drivers: { list: async () => [DRIVER], decode: none, encode: none },
    router: { route: none },
    mapper: { map: none },
    createRegistry: none,
    reconnect: { offset: () => undefined, idleLimit: () => undefined },
    createIntake(deps) {
      intakeDeps = deps;
      return {
        start: async () => undefined,
        accept: none,
        counts: () => ({ accepted: 0, duplicates: 0, unrouted: 0, filtered: 0, invalid: 0 }),
      };
    },
    linkTransition: none,
    commandPorts: createCommandPorts((length) => random.bytes(length)),
    createCommands: () => ({ run: none, report: none, drop: none, close: () => undefined }),
    createSupervisor: () => notingSupervisor(commands, applied),
    createApi,
    onSecret: () => undefined,
    onUnexpected: (error) => unexpected.push(error),
    ...options.parts,
  };
  const bridge = createBridge(parts);
  await bridge.start();

  const raw: TestBridge['raw'] = async (method, path, request) => {
    const reply = await bridge.api.inject({ method, url: `/iot-flow/v1${path}`, ...request });
    return {
      ...reply,
      json: reply.body.startsWith('{') || reply.body.startsWith('[') ? JSON.parse(reply.body) : undefined,
    };
  };
  const token = await signIn(raw);
  return {
    bridge,
    clock,
    storage,
    commands,
    applied,
    log,
    envelopes,
    unexpected,
    intake: () => intakeDeps ?? none(),
    raw,
    async call(method, path, body) {
      const reply = await bridge.api.inject({
        method,
        url: `/iot-flow/v1${path}`,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { ...reply, json: reply.body === '' ? undefined : JSON.parse(reply.body) };
    },
    async close() {
      await bridge.close();
    },
  };
}

/** Signs in with the test's credentials; gives the token. */
export async function signIn(raw: TestBridge['raw']): Promise<string> {
  const reply = await raw('POST', '/oauth/token', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: CLIENT.clientId,
      client_secret: CLIENT.clientSecret,
    }).toString(),
  });
  return String(member(reply.json, 'access_token'));
}

/** A member of a JSON object that a reply brought. */
export function member(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined;
}

function notingSupervisor(commands: string[], applied: Map<string, Connection>): RunningSupervisor {
  const states = new Map<string, ConnectionState>();
  const zero = { uplinksLast1h: 0, uplinksLast24h: 0, uplinksLast1hFailed: 0, uplinksLast24hFailed: 0 };
  const told = (command: string, state: ConnectionState) => (id: string) => {
    commands.push(`${command} ${id}`);
    states.set(id, state);
  };
  return {
    apply(connection) {
      commands.push(`apply ${connection.id}`);
      applied.set(connection.id, connection);
      states.set(connection.id, connection.active ? 'OPENING' : 'DEACTIVATED');
    },
    ready: async () => undefined,
    async remove(id) {
      commands.push(`remove ${id}`);
      applied.delete(id);
    },
    start: told('start', 'OPENING'),
    stop: told('stop', 'CLOSED'),
    restart: told('restart', 'OPENING'),
    status: (id) => ({ state: states.get(id) ?? 'CLOSED' }),
    metrics: () => ({
      ...zero,
      activeThingsLast1h: 0,
      activeThingsLast24h: 0,
      downlinksLast1h: 0,
      downlinksLast24h: 0,
      downlinksLast1hFailed: 0,
      downlinksLast24hFailed: 0,
      messagesLost: 0,
    }),
    history: () => ({
      from: 0,
      stepMs: 60_000,
      uplinks: [],
      uplinksFailed: [],
      downlinks: [],
      downlinksFailed: [],
    }),
    traffic: () => ({ uplinks: 0, uplinksFailed: 0, downlinks: 0, downlinksFailed: 0, waiting: 0 }),
    noteFiltered: () => undefined,
    noteDownlink: () => undefined,
    close: async () => undefined,
  };
}
