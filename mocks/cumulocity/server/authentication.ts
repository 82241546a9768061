import { PlatformError } from '../errors.ts';
import type { Unsettled } from '../unsettled.ts';
import type { Tenant, Tenants, User } from './tenants.ts';

export interface Credentials {
  /** Where they name one: `tenant/user`. */
  readonly tenant: string | undefined;
  readonly user: string;
  readonly password: string;
}

/** Reads `Authorization: Basic`; undefined when there is none, or it isn't Basic. */
export function readBasic(header: string | undefined): Credentials | undefined {
  const encoded = /^basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const login = text.slice(0, colon);
  const slash = login.indexOf('/');
  return {
    tenant: slash < 0 ? undefined : login.slice(0, slash),
    user: login.slice(slash + 1),
    password: text.slice(colon + 1),
  };
}

/** The tenant that a request is for, before anybody signed in: the one that its credentials name, else its host's. */
export function tenantIdMeant(
  tenants: Tenants,
  { authorization, host }: Pick<SignIn, 'authorization' | 'host'>,
): string | undefined {
  return readBasic(authorization)?.tenant ?? tenants.ofHost(host)?.id;
}

interface SignIn {
  readonly authorization: string | undefined;
  readonly host: string;
  /** `UseXBasic: true`: the client wants no browser dialog. */
  readonly useXBasic: boolean;
}

/**
 * Who a request comes from. Credentials are `tenant/user:password`; on a tenant's own host the tenant may be left out
 * (Cumulocity OpenAPI, *Authentication*).
 *
 * @throws PlatformError 401, which doesn't tell an unknown tenant or user from a wrong password
 */
export function signIn(
  tenants: Tenants,
  request: SignIn,
  unsettled: Unsettled,
): { tenant: Tenant; user: User } {
  const headers = challenge(request, unsettled);
  if (request.authorization === undefined) throw new PlatformError('noCredentials', {}, { headers });
  const given = readBasic(request.authorization);
  if (given === undefined) throw new PlatformError('badCredentials', {}, { headers });
  const ofHost = tenants.ofHost(request.host);
  const named = given.tenant === undefined ? ofHost : tenants.get(given.tenant);
  const elsewhere = ofHost !== undefined && named !== ofHost && unsettled.tenantNotOfHost === 'refuse';
  const user = named?.users.get(given.user);
  const right = tenants.passwordIs(user, given.password);
  if (!right || named === undefined || user === undefined || elsewhere) {
    throw new PlatformError('badCredentials', {}, { headers });
  }
  if (!user.enabled) throw new PlatformError('disabledUser', {}, { headers });
  return { tenant: named, user };
}

function challenge(request: SignIn, unsettled: Unsettled): Record<string, string> {
  const silent =
    unsettled.wwwAuthenticate === 'never' ||
    (unsettled.wwwAuthenticate === 'unless-usexbasic' && request.useXBasic);
  return silent ? {} : { 'www-authenticate': 'Basic realm="Cumulocity"' };
}
