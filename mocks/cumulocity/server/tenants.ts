import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../../src/random/index.ts';
import type { TwinLimits } from '../limits.ts';
import { TenantStore } from '../store/tenant-store.ts';
import { permissionsOf } from './roles.ts';

/** A user as the twin is told of it. */
export interface UserInit {
  readonly name: string;
  readonly password: string;
  /** `admin`, `bridge` (the default), `readonly`, `device`, `none`, or permissions by name (`ROLE_…`). */
  readonly roles?: readonly string[] | string | undefined;
  /** A user that isn't enabled gets 401. */
  readonly enabled?: boolean | undefined;
}

/** A tenant as it is added to the twin. */
export interface TenantInit {
  /** The tenant id, as it stands before the user name: `t07007007`, `tpx`. */
  readonly id: string;
  /** The host that belongs to the tenant: `tpx.eu-latest.cumulocity.com`. */
  readonly domain: string;
  readonly users: readonly UserInit[];
}

export interface User {
  readonly name: string;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<string>;
  readonly enabled: boolean;
  readonly digest: Buffer;
}

export interface Tenant {
  readonly id: string;
  readonly domain: string;
  readonly users: Map<string, User>;
  readonly store: TenantStore;
}

const FIRST_ID = 1000;

/** The tenants of a twin. Passwords are kept as keyed digests, so that no dump of the twin shows one. */
export class Tenants {
  readonly #byId = new Map<string, Tenant>();
  readonly #byDomain = new Map<string, Tenant>();
  readonly #limits: TwinLimits;
  readonly #key: Uint8Array;
  #lastId = FIRST_ID;

  constructor(limits: TwinLimits, random: Random) {
    this.#limits = limits;
    this.#key = random.bytes(32);
  }

  /** @throws Error when the id or the domain is taken. */
  add({ id, domain, users }: TenantInit): Tenant {
    const host = domain.toLowerCase();
    if (this.#byId.has(id)) throw new Error(`There is a tenant "${id}" already: give this one another id.`);
    if (this.#byDomain.has(host)) {
      throw new Error(`The domain "${host}" belongs to another tenant: give "${id}" one of its own.`);
    }
    const store = new TenantStore(this.#limits, () => ++this.#lastId);
    const tenant: Tenant = { id, domain: host, users: new Map(), store };
    for (const user of users) this.setUser(tenant, user);
    this.#byId.set(id, tenant);
    this.#byDomain.set(host, tenant);
    return tenant;
  }

  /** Adds a user or changes one: without a password or roles an existing user keeps its own. */
  setUser(tenant: Tenant, change: Partial<UserInit> & { name: string }): void {
    const old = tenant.users.get(change.name);
    const digest = change.password === undefined ? old?.digest : this.#digest(change.password);
    if (digest === undefined) throw new Error(`The new user "${change.name}" needs a password.`);
    const asked = change.roles ?? old?.roles ?? ['bridge'];
    const roles = typeof asked === 'string' ? [asked] : asked;
    tenant.users.set(change.name, {
      name: change.name,
      roles,
      permissions: permissionsOf(roles),
      enabled: change.enabled ?? old?.enabled ?? true,
      digest,
    });
  }

  get(id: string): Tenant | undefined {
    return this.#byId.get(id);
  }

  /** By `Host` header, its port disregarded. */
  ofHost(host: string): Tenant | undefined {
    return this.#byDomain.get(hostName(host));
  }

  all(): Iterable<Tenant> {
    return this.#byId.values();
  }

  /** Compares in constant time, also for a user that doesn't exist. */
  passwordIs(user: User | undefined, password: string): boolean {
    const given = this.#digest(password);
    return timingSafeEqual(given, user?.digest ?? this.#digest('')) && user !== undefined;
  }

  counts() {
    return Object.fromEntries([...this.#byId.values()].map(({ id, store }) => [id, store.counts()]));
  }

  clear(drop: boolean): void {
    for (const tenant of this.#byId.values()) tenant.store.clear();
    if (!drop) return;
    this.#byId.clear();
    this.#byDomain.clear();
  }

  #digest(password: string): Buffer {
    return createHmac('sha256', this.#key).update(password).digest();
  }
}

/** `Example.com:8443` → `example.com`, `[::1]:80` → `[::1]`. */
export function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}
