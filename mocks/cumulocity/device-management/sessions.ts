import type { Tenant, User } from '../server/tenants.ts';
import type { PageParts } from './page-parts.ts';

/** Somebody who is signed in to the application. */
export interface Session {
  readonly tenant: Tenant;
  readonly user: User;
  /** Goes with each form, so that none can be forged (OWASP, CSRF Prevention Cheat Sheet). */
  readonly csrf: string;
}

interface Kept {
  readonly tenantId: string;
  readonly userName: string;
  readonly csrf: string;
  readonly until: number;
}

const LIFE_MS = 12 * 3_600_000;
/** The oldest gives way. */
const MOST = 1000;

/** The sessions of the pages; they last a working day, and as long as the twin. */
export class Sessions {
  readonly #parts: PageParts;
  readonly #kept = new Map<string, Kept>();
  #drawn = 0;

  constructor(parts: PageParts) {
    this.#parts = parts;
  }

  /** Signs in on a tenant's own host, or with `tenant/user` on any. @returns the session's token, or undefined */
  open(host: string, login: string, password: string): string | undefined {
    const { tenants, clock } = this.#parts;
    const slash = login.indexOf('/');
    const tenant = slash < 0 ? this.tenantOf(host) : tenants.get(login.slice(0, slash));
    const user = tenant?.users.get(login.slice(slash + 1));
    const isRight = tenants.passwordIs(user, password);
    if (tenant === undefined || user === undefined || !isRight || !user.enabled) return undefined;
    const token = this.#secret();
    const [oldest] = this.#kept.size < MOST ? [] : this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(token, {
      tenantId: tenant.id,
      userName: user.name,
      csrf: this.#secret(),
      until: clock.now() + LIFE_MS,
    });
    return token;
  }

  /** The tenant of a host; where the twin has one tenant only, that one by any name. */
  tenantOf(host: string): Tenant | undefined {
    const { tenants } = this.#parts;
    const all = [...tenants.all()];
    return tenants.ofHost(host) ?? (all.length === 1 ? all[0] : undefined);
  }

  find(token: string | undefined): Session | undefined {
    const kept = this.#kept.get(token ?? '');
    if (kept === undefined || kept.until <= this.#parts.clock.now()) return undefined;
    const tenant = this.#parts.tenants.get(kept.tenantId);
    const user = tenant?.users.get(kept.userName);
    if (tenant === undefined || user?.enabled !== true) return undefined;
    return { tenant, user, csrf: kept.csrf };
  }

  close(token: string | undefined): void {
    this.#kept.delete(token ?? '');
  }

  #secret(): string {
    this.#drawn += 1;
    return Buffer.from(this.#parts.random().fork(`session ${this.#drawn}`).bytes(24)).toString('base64url');
  }
}
