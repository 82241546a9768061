import {
  createHttpCall,
  type HttpCall,
  type LoadedDescription,
  readNamedFile,
} from '../../conformance/targets/index.ts';
import { basicAuthorization, type PlatformAccount, type PlatformAccounts } from '../account.ts';

type Tenant = Extract<LoadedDescription['description']['platform'], { kind: 'tenant' }>;

/** How the kit reaches a tenant that it does not host, and with which accounts. */
export interface TenantAccess {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly accounts: PlatformAccounts;
  readonly call: HttpCall;
}

/** How one of its users signs in, and wants to be answered. */
export function headersOf(account: PlatformAccount): Readonly<Record<string, string>> {
  return { authorization: basicAuthorization(account), accept: 'application/json' };
}

/** @throws TargetError when the file of an authority can't be read */
export async function reachTenant(target: LoadedDescription, tenant: Tenant): Promise<TenantAccess> {
  const { description } = target;
  const { baseUrl, tenantId, caFile, bridge, operator } = tenant;
  const ca = caFile === undefined ? undefined : await readNamedFile(target, 'platform.caFile', caFile);
  const place = { hostName: tenant.hostName ?? new URL(baseUrl).host, tenantId };
  return {
    baseUrl,
    accounts: { bridge: { ...place, ...bridge }, admin: { ...place, ...operator } },
    call: createHttpCall({ timeoutMs: description.timeouts.answer, ...(ca === undefined ? {} : { ca }) }),
  };
}
