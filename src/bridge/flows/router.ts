import type { Uplink } from '../uplinks/uplink.ts';
import type { Route } from './route.ts';
import type { RoutingTable } from './routing-table.ts';

/** What routing looks at in an uplink (or a join request). */
export type Routable = Pick<Uplink, 'devEui' | 'tags'>;

/** Decides to which connections an uplink goes; pure. */
export interface Router {
  /** Each connection at most once, in the order of assignments and then of flows. */
  route(uplink: Routable, table: RoutingTable): readonly Route[];
}
