import type { Uplink } from '../uplinks/uplink.ts';
import type { Flow, Matcher } from './flow.ts';
import { AUTO_DRIVER_ID, type Route } from './route.ts';
import type { RoutingTable } from './routing-table.ts';

/** What routing looks at in an uplink (or a join request). */
export type Routable = Pick<Uplink, 'devEui' | 'tags'>;

/** Decides to which connections an uplink goes; pure. */
export interface Router {
  /** Each connection at most once: those of matching flows, then those assigned to the device that no flow names. */
  route(uplink: Routable, table: RoutingTable): readonly Route[];
}

/**
 * The documented routing (ThingPark X IoT Flow, Setting up an IoT Flow instance): matchers are joined by OR, the tags
 * within one by AND, case is ignored. Where several flows lead to one connection, a flow that names the device by its
 * key goes before those that match its tags, then the older one: its driver and validity hold. A connection that is
 * only assigned to the device decodes as `actility:auto:1` does.
 */
export function createRouter(): Router {
  return { route };
}

function route(uplink: Routable, table: RoutingTable): readonly Route[] {
  const key = `lora:${uplink.devEui}`.toLowerCase();
  const tags = new Set(uplink.tags.map((tag) => tag.toLowerCase()));
  const routes = new Map<string, Route>();
  const add = (found: Route) => {
    if (!routes.has(found.connectionId) && table.connectionExists(found.connectionId)) {
      routes.set(found.connectionId, found);
    }
  };

  const matching = table.flows().map((flow) => ({ flow, rank: rankOf(flow, key, tags) }));
  for (const wanted of RANKS) {
    for (const { flow, rank } of matching)
      if (rank === wanted) for (const found of routesOf(flow)) add(found);
  }
  for (const connectionId of table.assignments(uplink.devEui)) {
    add({ connectionId, driverId: AUTO_DRIVER_ID });
  }
  return [...routes.values()];
}

const RANKS = ['key', 'tags'] as const;

function rankOf(flow: Flow, key: string, tags: ReadonlySet<string>): (typeof RANKS)[number] | undefined {
  const matching = flow.matchers.filter((matcher) => matches(matcher, key, tags));
  if (matching.length === 0) return undefined;
  return matching.some((matcher) => matcher.type === 'key') ? 'key' : 'tags';
}

function matches(matcher: Matcher, key: string, tags: ReadonlySet<string>): boolean {
  if (matcher.type === 'key') return matcher.key.toLowerCase() === key;
  // An empty list would match every device: no one who writes one means that.
  return matcher.tags.length > 0 && matcher.tags.every((tag) => tags.has(tag.toLowerCase()));
}

function routesOf(flow: Flow): Route[] {
  return flow.connectors.map(({ connectionId, uplinkTimeValidity }) => ({
    connectionId,
    ...(flow.driver === undefined ? {} : { driverId: flow.driver.id }),
    ...(uplinkTimeValidity === undefined ? {} : { uplinkTimeValidity }),
  }));
}
