export { reachTenant, type TenantAccess } from './tenant-access.ts';
export { createTenantPlatform, type TenantPlatform } from './tenant-platform.ts';
export { unfitTenant } from './unfit-tenant.ts';
