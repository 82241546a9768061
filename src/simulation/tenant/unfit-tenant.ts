import { basicAuthorization, type PlatformAccount } from '../account.ts';
import type { TenantAccess } from './tenant-access.ts';

/** Why nothing can be judged at a tenant: it is out of reach, or refuses one of the accounts. Undefined where it can. */
export async function unfitTenant({ baseUrl, accounts, call }: TenantAccess): Promise<string | undefined> {
  const refuses = async (who: 'bridge' | 'operator', account: PlatformAccount) => {
    const { status } = await call({
      method: 'GET',
      url: `${baseUrl}/user/currentUser`,
      headers: { authorization: basicAuthorization(account), accept: 'application/json' },
    });
    if (status === 200) return undefined;
    return `Cumulocity at ${baseUrl} answers ${status} to platform.${who}. Check its username and password, and tenantId, in the target's file.`;
  };
  try {
    return (await refuses('bridge', accounts.bridge)) ?? (await refuses('operator', accounts.admin));
  } catch (error) {
    return `Cumulocity at ${baseUrl} can't be reached: ${error instanceof Error ? error.message : error}. Check platform.baseUrl and platform.caFile in the target's file.`;
  }
}
