import { PlatformError } from '../errors.ts';
import type { ManagedObjects } from '../store/managed-objects.ts';
import type { Visit } from './visit.ts';

const READ = 'ROLE_INVENTORY_READ';

/** The tenant's inventory, for who may read it. @throws PlatformError 403 */
export function inventoryOf({ session }: Visit): ManagedObjects {
  if (!session.user.permissions.has(READ)) throw new PlatformError('forbidden', { roles: READ });
  return session.tenant.store.objects;
}
