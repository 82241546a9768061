import type { Connection } from '../connections/connection.ts';
import type { DevEui } from '../dev-eui.ts';
import type { Device } from '../devices/device.ts';
import type { Route } from '../flows/route.ts';
import type { Router } from '../flows/router.ts';
import type { RoutingTable } from '../flows/routing-table.ts';
import { platformOf } from './command-record.ts';
import type { Identity } from './identities.ts';

/** Whose a managed object's operations are. */
export type Owner =
  | { readonly kind: 'ours'; readonly device: Device; readonly route: Route }
  /** Of the bridge's make, but no device that it knows. */
  | { readonly kind: 'unknown-device'; readonly devEui?: string }
  | { readonly kind: 'others' };

export interface OwnershipDeps {
  readonly routing: RoutingTable;
  readonly router: Router;
  readonly devices: { find(devEui: DevEui): Device | undefined };
  readonly findConnection: (id: string) => Connection | undefined;
}

/**
 * Tells for a connection whether an operation is its own: the device's uplinks are routed to it now. Of several connections
 * to one tenant the first that takes commands takes them all, so that none is sent twice.
 */
export function ownerOf(
  { devEui, isOurMake }: Identity,
  { id, configuration }: Pick<Connection, 'id' | 'configuration'>,
  { devices, router, routing, findConnection }: OwnershipDeps,
): Owner {
  const device = devEui && devices.find(devEui);
  if (device === undefined) {
    if (!isOurMake) return { kind: 'others' };
    return { kind: 'unknown-device', ...(devEui === undefined ? {} : { devEui }) };
  }
  const takes = (connectionId: string) => {
    const other = findConnection(connectionId);
    return (
      other?.active === true &&
      other.configuration.downlinkEnabled &&
      platformOf(other.configuration) === platformOf(configuration)
    );
  };
  const routes = router.route({ devEui: device.devEui, tags: device.tags }, routing);
  const route = routes.find(({ connectionId }) => takes(connectionId));
  return route?.connectionId === id ? { kind: 'ours', device, route } : { kind: 'others' };
}
