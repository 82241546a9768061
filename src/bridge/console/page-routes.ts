import type { ConsoleDeps } from './console-deps.ts';
import { connectionDetailsPages } from './pages/connection-details.tsx';
import { connectionListPages } from './pages/connection-list.tsx';
import { connectionSettingsPages } from './pages/connection-settings.tsx';
import { createConnectionPages } from './pages/create-connection.tsx';
import type { PageRoute } from './visit.ts';

/** All pages of the console. */
export function pageRoutes(deps: ConsoleDeps): PageRoute[] {
  return [
    ...connectionListPages(deps),
    ...createConnectionPages(deps),
    ...connectionDetailsPages(deps),
    ...connectionSettingsPages(deps),
  ];
}
