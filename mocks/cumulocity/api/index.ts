import { createRouter, type Router } from '../server/router.ts';
import { alarmRoutes } from './alarms.ts';
import { eventRoutes } from './events.ts';
import { identityRoutes } from './identity.ts';
import { inventoryRoutes } from './inventory.ts';
import { childRoutes } from './inventory-children.ts';
import { measurementRoutes } from './measurements.ts';
import { operationRoutes } from './operations.ts';
import { realtimeRoutes } from './realtime.ts';
import { rootRoutes } from './roots.ts';
import { tenantRoutes } from './tenant.ts';
import { userRoutes } from './user.ts';

/** Every resource that the twin has. The table is immutable and serves all twins of the process. */
export const apiRouter: Router = createRouter([
  ...rootRoutes,
  ...tenantRoutes,
  ...userRoutes,
  ...inventoryRoutes,
  ...childRoutes,
  ...identityRoutes,
  ...measurementRoutes,
  ...eventRoutes,
  ...alarmRoutes,
  ...operationRoutes,
  ...realtimeRoutes,
]);
