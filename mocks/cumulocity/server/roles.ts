/** Named sets of permissions for the twin's users; a permission's own name (`ROLE_…`) is taken as well. */
const AREAS = ['INVENTORY', 'MANAGED_OBJECT', 'IDENTITY', 'MEASUREMENT', 'EVENT', 'ALARM', 'DEVICE_CONTROL'];
const OWN = ['ROLE_USER_MANAGEMENT_OWN_READ', 'ROLE_USER_MANAGEMENT_OWN_ADMIN'];

const reading = AREAS.map((area) => `ROLE_${area}_READ`);
const writing = AREAS.map((area) => `ROLE_${area}_ADMIN`);

const ROLE_SETS: Readonly<Record<string, readonly string[]>> = {
  /** Everything. */
  admin: [...reading, ...writing, ...OWN, 'ROLE_TENANT_ADMIN', 'ROLE_USER_MANAGEMENT_ADMIN'],
  /** What a connector that registers devices and sends their data needs. */
  bridge: [...reading, ...writing, ...OWN],
  /** Sees all and changes nothing. */
  readonly: [...reading, 'ROLE_USER_MANAGEMENT_OWN_READ'],
  /** May create devices; then works with those it owns only. */
  device: ['ROLE_INVENTORY_CREATE', 'ROLE_IDENTITY_READ', ...OWN],
  /** Can sign in and do nothing else. */
  none: [],
};

export function permissionsOf(roles: readonly string[]): ReadonlySet<string> {
  return new Set(roles.flatMap((role) => ROLE_SETS[role] ?? [role]));
}
