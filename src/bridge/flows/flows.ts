import { closest } from '../../words/index.ts';
import type { Connection } from '../connections/connection.ts';
import { type FieldError, invalidFields, refusal } from '../errors.ts';
import { createIdCounter } from '../id-counter.ts';
import type { BridgeParts } from '../parts.ts';
import { createSerial } from '../serial.ts';
import { type Flow, type FlowDefinition, storedFlowSchema } from './flow.ts';
import { AUTO_DRIVER_ID } from './route.ts';

/** The flows that are defined. */
export interface Flows {
  load(): Promise<void>;
  list(): readonly Flow[];
  /** @throws {BridgeError} when there is none of that id */
  get(id: string): Flow;
  /** @throws {BridgeError} when it names a connection or a driver that doesn't exist */
  create(definition: FlowDefinition): Promise<Flow>;
  replace(id: string, definition: FlowDefinition): Promise<Flow>;
  remove(id: string): Promise<void>;
  /** Takes a connection that is gone out of all flows; gives these. */
  detach(connectionId: string): Promise<readonly Flow[]>;
  close(): void;
}

export type FlowsDeps = Pick<BridgeParts, 'storage' | 'drivers'> & {
  readonly maxFlows: number;
  readonly findConnection: (id: string) => Pick<Connection, 'connectorId'> | undefined;
};

export function createFlows(deps: FlowsDeps): Flows {
  const stored = deps.storage.collection('flows', storedFlowSchema);
  const ids = createIdCounter(deps.storage, 'flows');
  const inTurn = createSerial();
  const known = new Map<string, Flow>();
  let all: readonly Flow[] = [];

  function take(id: string, definition: FlowDefinition | undefined): void {
    if (definition === undefined) known.delete(id);
    else known.set(id, { ...definition, id });
    all = [...known.values()];
  }

  const unwatch = stored.watch(({ id, value }) => take(id, value));

  function get(id: string): Flow {
    const flow = known.get(id);
    if (flow === undefined)
      throw refusal('not-found', `There is no flow with id ${JSON.stringify(id.slice(0, 64))}`);
    return flow;
  }

  async function check(definition: FlowDefinition): Promise<void> {
    const wrong: FieldError[] = definition.connectors.flatMap((connector, index) => {
      const connection = deps.findConnection(connector.connectionId);
      const path = `connectors[${index}]`;
      if (connection === undefined) {
        return [{ path: `${path}.connectionId`, message: 'names no connection: create it first' }];
      }
      if (connection.connectorId === connector.id) return [];
      return [
        {
          path: `${path}.id`,
          message: `must be ${connection.connectorId}, the connector of that connection`,
        },
      ];
    });
    if (definition.driver !== undefined && definition.driver.id !== AUTO_DRIVER_ID) {
      const names = [AUTO_DRIVER_ID, ...(await deps.drivers.list()).map(({ id }) => id)];
      if (!names.includes(definition.driver.id)) {
        const guess = closest(definition.driver.id, names);
        const hint = guess === undefined ? 'GET /drivers lists those there are' : `did you mean ${guess}?`;
        wrong.push({ path: 'driver.id', message: `names no driver: ${hint}` });
      }
    }
    if (wrong.length > 0) throw invalidFields(wrong);
  }

  return {
    async load() {
      for (const { id, value } of await stored.list()) take(id, value);
    },
    list: () => all,
    get,
    create: (definition) =>
      inTurn(async () => {
        if (known.size >= deps.maxFlows) {
          throw refusal('limit', `Maximum reached. There are ${known.size} of ${deps.maxFlows} flows`);
        }
        await check(definition);
        const id = await ids.next();
        await stored.put(id, definition);
        return get(id);
      }),
    replace: (id, definition) =>
      inTurn(async () => {
        get(id);
        await check(definition);
        await stored.put(id, definition);
        return get(id);
      }),
    remove: (id) =>
      inTurn(async () => {
        get(id);
        await stored.delete(id);
      }),
    detach: (connectionId) =>
      inTurn(async () => {
        const concerned = all.filter((flow) =>
          flow.connectors.some((connector) => connector.connectionId === connectionId),
        );
        for (const { id, ...definition } of concerned) {
          const connectors = definition.connectors.filter((one) => one.connectionId !== connectionId);
          await stored.put(id, { ...definition, connectors });
        }
        return concerned;
      }),
    close: unwatch,
  };
}
