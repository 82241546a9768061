import { BridgeError, invalidFields, refusal } from '../errors.ts';
import type { EventLog, EventType } from '../events/event.ts';
import { createIdCounter } from '../id-counter.ts';
import type { BridgeParts } from '../parts.ts';
import { createSerial } from '../serial.ts';
import type { Connection } from './connection.ts';
import type { ConnectionMetrics, MetricsHistory, MetricsSpan, Traffic } from './connection-metrics.ts';
import { MASK, SECRET_KEYS } from './cumulocity-configuration.ts';
import type { ChangedConnection, NewConnection } from './definition.ts';
import { fromStored, secretsOf, storedConnectionSchema, toStored } from './stored-connection.ts';
import type { ConnectionStatus, Supervisor } from './supervisor.ts';

/** The connections that are defined: validated, stored, and handed to the supervisor that runs them. */
export interface Connections {
  /** Reads what is stored and brings it up. @throws {SecretError} when the key is not that of the store. */
  load(): Promise<void>;
  list(): readonly Connection[];
  find(id: string): Connection | undefined;
  /** @throws {BridgeError} when there is none of that id */
  get(id: string): Connection;
  status(id: string): ConnectionStatus;
  metrics(id: string): ConnectionMetrics;
  history(id: string, span: MetricsSpan): MetricsHistory;
  traffic(id: string): Traffic;
  create(definition: NewConnection): Promise<Connection>;
  /** Replaces the whole definition; a masked secret stays as it was. */
  replace(id: string, definition: ChangedConnection): Promise<Connection>;
  /** Replaces the definition by what `change` makes of it; no other change comes in between. */
  change(id: string, change: (present: Connection) => ChangedConnection): Promise<Connection>;
  /** Resolves when the connection is gone and nothing more is sent for it. */
  remove(id: string): Promise<void>;
  command(id: string, command: 'start' | 'stop' | 'restart'): Connection;
  /** Stops following the store. */
  close(): void;
}

export type ConnectionsDeps = Pick<BridgeParts, 'storage' | 'cipher'> & {
  readonly supervisor: Supervisor;
  readonly events: EventLog;
  readonly maxConnections: number;
  /** Told each secret that comes in, so that it can be kept out of logs and records. */
  readonly onSecret: (secret: string) => void;
  /** Clears away what refers to a connection that is gone; says what it was, for people. */
  readonly onRemoved: (id: string) => Promise<readonly string[]>;
};

export function createConnections(deps: ConnectionsDeps): Connections {
  const { cipher, supervisor } = deps;
  const stored = deps.storage.collection('connections', storedConnectionSchema);
  const ids = createIdCounter(deps.storage, 'connections');
  const inTurn = createSerial();
  const known = new Map<string, Connection>();
  const removals = new Map<string, Promise<void>>();

  // The store tells of every change, also one that another process made: it alone moves what is known here.
  const unwatch = stored.watch(({ id, value }) => {
    if (value === undefined) {
      known.delete(id);
      removals.set(id, supervisor.remove(id));
      return;
    }
    const connection = fromStored(id, value, cipher);
    const [type, verb] = known.has(id)
      ? (['connection-updated', 'Updated'] as const)
      : (['connection-created', 'Created'] as const);
    tell(type, `Connection ${verb.toLowerCase()}: ${verb} connection ${connection.name} with id ${id}`, id);
    take(connection);
  });

  function take(connection: Connection): void {
    for (const secret of secretsOf(connection)) deps.onSecret(secret);
    known.set(connection.id, connection);
    supervisor.apply(connection);
  }

  function get(id: string): Connection {
    const connection = known.get(id);
    if (connection === undefined) throw refusal('not-found', `There is no connection with id ${shown(id)}`);
    return connection;
  }

  function tell(type: EventType, message: string, connectionId: string): void {
    deps.events.add({ type, message, connectionId });
  }

  const change: Connections['change'] = (id, make) =>
    inTurn(async () => {
      const before = get(id);
      const definition = make(before);
      if (definition.id !== undefined && definition.id !== id) {
        throw invalidFields([{ path: 'id', message: 'must be the id in the path, or be left out' }]);
      }
      const configuration = unmasked(definition.configuration, before.configuration);
      const connection = connectionOf(id, definition, configuration);
      await stored.put(id, toStored(connection, cipher));
      return get(id);
    });

  return {
    async load() {
      for (const { id, value } of await stored.list()) take(fromStored(id, value, cipher));
    },
    list: () => [...known.values()],
    find: (id) => known.get(id),
    get,
    status: (id) => supervisor.status(get(id).id),
    metrics: (id) => supervisor.metrics(get(id).id),
    history: (id, span) => supervisor.history(get(id).id, span),
    traffic: (id) => supervisor.traffic(get(id).id),
    create: (definition) =>
      inTurn(async () => {
        if (known.size >= deps.maxConnections) {
          throw refusal(
            'limit',
            `Maximum reached. You cannot create another connection. There are ${known.size} of ${deps.maxConnections}`,
          );
        }
        const configuration = unmasked(definition.configuration, undefined);
        const id = await ids.next();
        const connection = connectionOf(id, definition, configuration);
        await stored.put(id, toStored(connection, cipher));
        await supervisor.ready(id);
        return get(id);
      }),
    replace: (id, definition) => change(id, () => definition),
    change,
    async remove(id) {
      const { name } = await inTurn(async () => {
        const connection = get(id);
        await stored.delete(id);
        return connection;
      });
      await removals.get(id);
      removals.delete(id);
      const cleared = await deps.onRemoved(id);
      const also = cleared.length === 0 ? '' : `, and what named it in ${cleared.join(', ')}`;
      tell('connection-deleted', `Connection deleted: Deleted connection ${name} with id ${id}${also}`, id);
    },
    command(id, command) {
      const connection = get(id);
      if (!connection.active && command !== 'stop') {
        throw new BridgeError(
          'conflict',
          `Connection ${id} is deactivated and can't be ${command === 'start' ? 'started' : 'restarted'}. Set "active" to true with PUT /connections/${id}.`,
        );
      }
      supervisor[command](id);
      return connection;
    },
    close: unwatch,
  };
}

function connectionOf(
  id: string,
  { connectorId, name, active, alarms }: NewConnection,
  configuration: Connection['configuration'],
): Connection {
  return { id, connectorId, name, active, configuration, ...(alarms === undefined ? {} : { alarms }) };
}

/** Puts the stored secrets where the mask was sent in their place. */
function unmasked(
  configuration: Connection['configuration'],
  before: Connection['configuration'] | undefined,
): Connection['configuration'] {
  const result = { ...configuration };
  const missing = [];
  for (const key of SECRET_KEYS) {
    if (configuration[key] !== MASK) continue;
    const secret = before?.[key];
    if (secret !== undefined) result[key] = secret;
    else
      missing.push({
        path: `configuration.${key}`,
        message: `must be the secret itself: ${MASK} stands for one that is stored already, and there is none`,
      });
  }
  if (missing.length > 0) throw invalidFields(missing);
  return result;
}

/** An id as it may be repeated in a message: short and without surprises. */
function shown(id: string): string {
  return JSON.stringify(id.slice(0, 64));
}
