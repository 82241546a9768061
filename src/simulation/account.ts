import type { TenantInit } from '../../mocks/cumulocity/index.ts';
import type { Random } from '../random/index.ts';

/** A user of a world's Cumulocity. */
export interface PlatformAccount {
  readonly hostName: string;
  readonly tenantId: string;
  readonly username: string;
  readonly password: string;
}

/** The platform, tenant and users of one world. */
export interface PlatformAccounts {
  /** What the bridge signs in with: the founding document's example, but for the password. */
  readonly bridge: PlatformAccount;
  /** Who looks at what arrived. */
  readonly admin: PlatformAccount;
}

/** Makes the documented account and an administrator; their passwords follow from the seed. */
export function createAccounts(random: Random): PlatformAccounts {
  const tenant = { hostName: 'tpx.eu-latest.cumulocity.com', tenantId: 'tpx' };
  const passwords = random.fork('passwords');
  return {
    bridge: { ...tenant, username: 'tpx-iot-flow', password: password(passwords) },
    admin: { ...tenant, username: 'administrator', password: password(passwords) },
  };
}

/** Twenty hexadecimal digits between letters: long enough to be found wherever it leaks. */
export function password(random: Random): string {
  return `pw-${Buffer.from(random.bytes(10)).toString('hex')}-x`;
}

/** `Authorization` header of an account (RFC 7617; Cumulocity writes the tenant before the user name). */
export function basicAuthorization({ tenantId, username, password: secret }: PlatformAccount): string {
  return `Basic ${Buffer.from(`${tenantId}/${username}:${secret}`).toString('base64')}`;
}

/** The tenant of these accounts, as the twin is told of it. */
export function tenantOf({ bridge, admin }: PlatformAccounts): TenantInit {
  return {
    id: bridge.tenantId,
    domain: bridge.hostName,
    users: [
      { name: bridge.username, password: bridge.password, roles: 'bridge' },
      { name: admin.username, password: admin.password, roles: 'admin' },
    ],
  };
}
