import { BASE_PATH } from './api/index.ts';
import { createConnections } from './connections/connections.ts';
import type { RunningSupervisor } from './connections/running-supervisor.ts';
import { createConsole } from './console/index.ts';
import { createDeviceDirectory } from './devices/device-directory.ts';
import { createEventLog } from './events/event-log.ts';
import { createFlows } from './flows/flows.ts';
import { createRoutingTable } from './flows/live-routing-table.ts';
import { createMetricsPage } from './metrics/index.ts';
import { createBrokerSession } from './mqtt/index.ts';
import type { BridgeParts } from './parts.ts';
import { LogRoom } from './uplinks/delivery/log-room.ts';
import { createHttpUplinks } from './uplinks/index.ts';
import { openUplinkLog } from './uplinks/uplink-log.ts';

/** A request to the management API without a socket; `url` is the whole path, `/iot-flow/v1/…`. */
interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ApiReply {
  readonly status: number;
  /** Names in lower case; several values of one name are joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The reference bridge. */
export interface Bridge {
  readonly api: {
    inject(call: ApiCall): Promise<ApiReply>;
  };
  /**
   * Reads what is stored, brings the connections up and takes uplinks in.
   *
   * @throws {StorageError | SecretError} when what is stored can't be read; `close` the bridge then
   */
  start(): Promise<void>;
  /** Serves the management API over HTTP. Port 0 takes a free one. */
  listen(at: {
    readonly host: string;
    readonly port: number;
  }): Promise<{ readonly url: string; readonly port: number }>;
  /** Ends everything in good order and closes its store; resolves when nothing is left. */
  close(): Promise<void>;
}

/** Puts the bridge together. Nothing runs before `start`. */
export function createBridge(parts: BridgeParts): Bridge {
  const { config, clock, logger, storage, drivers, createApi } = parts;
  let status: 'starting' | 'up' | 'closing' = 'starting';
  let closing: Promise<void> | undefined;

  const events = createEventLog({ ...parts, maxEvents: config.limits.maxEvents });
  const devices = createDeviceDirectory(parts);
  const log = openUplinkLog(storage);
  const room = new LogRoom({ clock, events, quota: config.delivery.logQuota, end: () => log.end() });
  const routing = createRoutingTable({ list: () => flows.list() }, devices, {
    find: (id) => connections.find(id),
  });
  const reports = { matched: 0, unmatched: 0, undecided: 0 };
  const commands = parts.createCommands({
    ...parts,
    events,
    devices,
    settings: config.commands,
    ports: parts.commandPorts,
    routing,
    broker: {
      connected: () => broker.connected(),
      publish: (topic, payload) => broker.publish(topic, payload),
    },
    findConnection: (id) => connections.find(id),
    onOutcome: (id, devEui, outcome) => supervisor.noteDownlink(id, devEui, outcome),
    onReport: (kind) => {
      reports[kind] += 1;
    },
  });
  const supervisor: RunningSupervisor = parts.createSupervisor({
    ...parts,
    commands,
    events,
    limits: {
      connectMs: config.cumulocity.connectTimeout,
      headersMs: config.cumulocity.headersTimeout,
      bodyMs: config.cumulocity.bodyTimeout,
      closeMs: config.cumulocity.closeTimeout,
      quota: config.delivery.quota,
      retentionMs: config.delivery.retention,
    },
    onLowWater: (low) => room.note(low),
  });
  const connections = createConnections({
    ...parts,
    supervisor,
    events,
    maxConnections: config.limits.maxConnections,
    async onRemoved(id) {
      const [detached, unassigned] = await Promise.all([flows.detach(id), devices.unassign(id)]);
      return [
        ...detached.map((flow) => `flow ${flow.name}`),
        ...unassigned.map((device) => `device ${device.devEui}`),
      ];
    },
  });
  const flows = createFlows({
    storage,
    drivers,
    maxFlows: config.limits.maxFlows,
    findConnection: (id) => connections.find(id),
  });
  const intake = parts.createIntake({
    ...parts,
    routing,
    sightings: devices,
    events,
    onFiltered: (connectionIds) => supervisor.noteFiltered(connectionIds),
    onReport: (root, body) => commands.report(root, body),
  });
  const accept = (payload: Uint8Array, way: string) =>
    room.isOpen ? intake.accept(payload, way) : room.pass().then(() => intake.accept(payload, way));
  const broker = createBrokerSession({ ...parts, topics: config.broker.uplinkTopics });
  const posted = config.intake.http;
  const uplinks = posted?.enabled === true ? createHttpUplinks({ clock, accept, ...posted }) : undefined;
  const services = {
    ...parts,
    connections,
    flows,
    devices,
    events,
    health: () => ({ status, broker: broker.connected() }),
    metrics: createMetricsPage({
      ...parts,
      connections,
      events,
      intake,
      reports,
      broker: () => broker.connected(),
    }),
  };
  const app = createApi({ ...services, uplinks, pages: createConsole(services) });

  async function close(): Promise<void> {
    status = 'closing';
    const failures: unknown[] = [];
    const steps = [
      async () => room.close(),
      () => app.close(),
      () => broker.close(),
      () => supervisor.close(),
      async () => commands.close(),
      () => devices.close(),
      () => events.flush(),
      async () => connections.close(),
      async () => flows.close(),
      () => parts.http.close(),
      () => storage.close(),
    ];
    // One that fails must not keep the others from ending.
    for (const step of steps) await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'The bridge did not close in good order');
    logger.info({}, 'Bridge closed');
  }

  return {
    api: {
      inject: ({ method, url, headers, body }) =>
        clock.activity(`${method} ${url.split('?')[0]}`, async () => {
          const reply = await app.inject({
            method,
            url,
            ...(headers === undefined ? {} : { headers: { ...headers } }),
            ...(body === undefined ? {} : { payload: body }),
          });
          return { status: reply.statusCode, headers: flat(reply.headers), body: reply.body };
        }),
    },
    async start() {
      await clock.activity('bridge starts', async () => {
        await events.load();
        await devices.load();
        await flows.load();
        await connections.load();
        await intake.start();
        await broker.start(({ topic, payload }) => accept(payload, topic));
      });
      if (status === 'starting') status = 'up';
      logger.info({ connections: connections.list().length, flows: flows.list().length }, 'Bridge started');
    },
    async listen({ host, port }) {
      const address = await app.listen({ host, port });
      return { url: `${address}${BASE_PATH}`, port: Number(new URL(address).port) };
    },
    close: () => {
      closing ??= clock.activity('bridge closes', close);
      return closing;
    },
  };
}

function flat(
  headers: Readonly<Record<string, number | string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : String(value)]],
    ),
  );
}
