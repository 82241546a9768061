import { z } from 'zod';
import { headersOf, type TenantAccess } from './tenant-access.ts';

const madeSchema = z.object({ id: z.string() });

/**
 * Why nothing can be judged at a tenant: it is out of reach, or one of the accounts may not do what it has to. Undefined where
 * it can. Makes an object that bears the run's name, and removes it.
 */
export async function unfitTenant(access: TenantAccess, run: string): Promise<string | undefined> {
  try {
    return (
      (await refusal(access, 'bridge')) ??
      (await refusal(access, 'operator')) ??
      (await tiedHands(access, run))
    );
  } catch (error) {
    return `Cumulocity at ${access.baseUrl} can't be reached: ${error instanceof Error ? error.message : error}. Check platform.baseUrl and platform.caFile in the target's file.`;
  }
}

/** Why a user of the tenant's can't sign in; undefined where it can. */
async function refusal(
  { baseUrl, accounts, call }: TenantAccess,
  who: 'bridge' | 'operator',
): Promise<string | undefined> {
  const { status } = await call({
    method: 'GET',
    url: `${baseUrl}/user/currentUser`,
    headers: headersOf(who === 'bridge' ? accounts.bridge : accounts.admin),
  });
  if (status === 200) return undefined;
  const advice = [401, 403].includes(status)
    ? " Check its username and password, and tenantId, in the target's file."
    : '';
  return `Cumulocity at ${baseUrl} answers ${status} to platform.${who}.${advice}`;
}

/** Why the operator can't remove what a run makes; undefined where it can. */
async function tiedHands(
  { baseUrl, accounts, call }: TenantAccess,
  run: string,
): Promise<string | undefined> {
  const url = `${baseUrl}/inventory/managedObjects`;
  const headers = { ...headersOf(accounts.admin), 'content-type': 'application/json' };
  const mayNot = (what: string, status: number) =>
    `Cumulocity at ${baseUrl} answers ${status} where platform.operator ${what}, which it has to for tidying up. Give that user the right to administer the inventory.`;
  const made = await call({ method: 'POST', url, headers, body: JSON.stringify({ name: `${run} probe` }) });
  if (made.status !== 201) return mayNot('makes a managed object', made.status);
  const id = idIn(made.text);
  if (id === undefined) {
    return `Cumulocity at ${baseUrl} answers what is no managed object to one that was made: ${made.text.slice(0, 200)}. Check platform.baseUrl in the target's file.`;
  }
  const removed = await call({ method: 'DELETE', url: `${url}/${id}`, headers });
  return removed.status === 204 ? undefined : mayNot('removes a managed object', removed.status);
}

function idIn(text: string): string | undefined {
  try {
    return madeSchema.parse(JSON.parse(text)).id;
  } catch {
    return undefined;
  }
}
