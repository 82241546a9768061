import type { Uplink } from '../uplinks/uplink.ts';
import { FlowIndex } from './flow-index.ts';
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
  let index = new FlowIndex([]);
  return {
    route(uplink, table) {
      const flows = table.flows();
      if (index.flows !== flows) index = new FlowIndex(flows);
      const routes: Route[] = [];
      const add = (route: Route) => {
        if (routes.some(({ connectionId }) => connectionId === route.connectionId)) return;
        if (table.connectionExists(route.connectionId)) routes.push(route);
      };
      for (const route of index.routesOf(uplink)) add(route);
      for (const connectionId of table.assignments(uplink.devEui)) {
        add({ connectionId, driverId: AUTO_DRIVER_ID });
      }
      return routes;
    },
  };
}
