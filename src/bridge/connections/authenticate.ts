import type { CumulocityClient } from '../cumulocity/cumulocity-client.ts';
import { CumulocityError } from '../cumulocity/errors.ts';

export interface Authentication {
  readonly result: 'authenticated' | 'refused' | 'unreachable';
  readonly cause: string;
}

/** Asks the platform whose credentials these are: the tenant has to be the configured one, the user to be known. */
export async function authenticate(
  client: Pick<CumulocityClient, 'currentTenant' | 'currentUser'>,
  tenantId: string,
): Promise<Authentication> {
  try {
    const tenant = await client.currentTenant();
    if (tenant !== tenantId) {
      return { result: 'refused', cause: `the credentials belong to tenant ${tenant}, not to ${tenantId}` };
    }
    await client.currentUser();
    return { result: 'authenticated', cause: 'the credentials are accepted' };
  } catch (error) {
    if (!(error instanceof CumulocityError)) throw error;
    return {
      result: error.code === 'unauthenticated' ? 'refused' : 'unreachable',
      cause: error.message,
    };
  }
}
