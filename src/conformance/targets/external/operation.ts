import type { ApiRequest, Capability } from '../target.ts';
import type { OperationName } from './description.ts';

/** What a bridge is asked to do, apart from how that is said to it. */
export interface Operation {
  readonly name: OperationName;
  /** The connection's id. */
  readonly id?: string;
  readonly devEui?: string;
  /** A connection in the product's form: `connectorId`, `name`, `active`, `configuration`, `alarms`. */
  readonly body?: unknown;
}

const PATTERNS: readonly (readonly [OperationName, ApiRequest['method'], RegExp])[] = [
  ['create', 'POST', /^\/connections$/],
  ['list', 'GET', /^\/connections$/],
  ['read', 'GET', /^\/connections\/(?<id>[^/]+)$/],
  ['update', 'PUT', /^\/connections\/(?<id>[^/]+)$/],
  ['delete', 'DELETE', /^\/connections\/(?<id>[^/]+)$/],
  ['start', 'POST', /^\/connections\/(?<id>[^/]+)\/start$/],
  ['stop', 'POST', /^\/connections\/(?<id>[^/]+)\/stop$/],
  ['restart', 'POST', /^\/connections\/(?<id>[^/]+)\/restart$/],
  ['assign', 'POST', /^\/devices\/(?<devEui>[^/]+)\/connections$/],
  ['unassign', 'DELETE', /^\/devices\/(?<devEui>[^/]+)\/connections\/(?<id>[^/]+)$/],
];

/** The operation that a call in the product's form stands for; undefined where it is about something else. */
export function operationOf({ method, path, body }: ApiRequest): Operation | undefined {
  for (const [name, verb, pattern] of PATTERNS) {
    const found = verb === method ? pattern.exec(path) : null;
    if (found === null) continue;
    const { id, devEui } = found.groups ?? {};
    const connectionId = name === 'assign' ? connectionIdIn(body) : id;
    return {
      name,
      ...(connectionId === undefined ? {} : { id: decodeURIComponent(connectionId) }),
      ...(devEui === undefined ? {} : { devEui }),
      ...(body === undefined || name === 'assign' ? {} : { body }),
    };
  }
  return undefined;
}

function connectionIdIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('connectionId' in body)) return undefined;
  return String(body.connectionId);
}

const RESOURCES: readonly (readonly [RegExp, Capability])[] = [
  [/^\/events/, 'events'],
  [/^\/flows/, 'flows'],
  [/^\/drivers/, 'drivers'],
  [/^\/devices(\/[^/]+)?$/, 'devices'],
  [/\/metrics$/, 'metrics'],
  [/^\/(openapi|docs)/, 'openapi'],
];

/** The capability that a bridge has to claim before a call is meant for it; undefined where every bridge takes it. */
export function capabilityOf({ path }: ApiRequest): Capability | undefined {
  return RESOURCES.find(([pattern]) => pattern.test(path))?.[1];
}
