import type { ConsoleDeps } from './console-deps.ts';
import { createDeviceActivity } from './device-activity.ts';
import { connectionDetailsPages } from './pages/connection-details.tsx';
import { connectionListPages } from './pages/connection-list.tsx';
import { connectionSettingsPages } from './pages/connection-settings.tsx';
import { createConnectionPages } from './pages/create-connection.tsx';
import { dashboardPages } from './pages/dashboard.tsx';
import { deviceDetailsPages } from './pages/device-details.tsx';
import { deviceListPages } from './pages/device-list.tsx';
import { eventListPages } from './pages/event-list.tsx';
import { flowAndDriverPages } from './pages/flow-and-driver-lists.tsx';
import type { PageRoute } from './visit.ts';

/** All pages of the console. Where two paths fit an address, the first one has it. */
export function pageRoutes(deps: ConsoleDeps): PageRoute[] {
  const activity = createDeviceActivity(deps);
  return [
    ...dashboardPages(deps),
    ...deviceListPages(deps, activity),
    ...deviceDetailsPages(deps, activity),
    ...connectionListPages(deps),
    ...createConnectionPages(deps),
    ...connectionDetailsPages(deps),
    ...connectionSettingsPages(deps),
    ...eventListPages(deps),
    ...flowAndDriverPages(deps),
  ];
}
