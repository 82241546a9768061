import type { Tenant } from './connection-book.ts';
import type { ScenarioWorld } from './world.ts';

/** Makes a tenant of its own on the platform, with a user for the bridge and an administrator. */
export async function bringInTenant(world: ScenarioWorld, tenantId: string): Promise<Tenant> {
  if (world.connections.knowsTenant(tenantId)) return world.connections.tenant(tenantId);
  const simulation = await world.simulation();
  const hostName = `${tenantId}.eu-latest.cumulocity.com`;
  const account = { hostName, tenantId, username: 'iot-flow', password: `secret-of-${tenantId}` };
  const admin = { hostName, tenantId, username: 'admin', password: `admin-secret-of-${tenantId}` };
  simulation.cumulocity.addTenant({
    id: tenantId,
    domain: hostName,
    users: [
      { name: account.username, password: account.password },
      { name: admin.username, password: admin.password, roles: 'admin' },
    ],
  });
  simulation.declareHost(hostName, 'cumulocity');
  const tenant = { account, admin };
  world.connections.addTenant(tenant);
  return tenant;
}
