import type { PlatformAccount } from '../../src/simulation/index.ts';

/** A tenant of the platform that a scenario brought in beside the documented one. */
export interface Tenant {
  readonly account: PlatformAccount;
  readonly admin: PlatformAccount;
}

/** Which connections and tenants a scenario speaks of: names to ids. "The connection" is the one made last. */
export class ConnectionBook {
  readonly #ids = new Map<string, string>();
  readonly #tenants = new Map<string, Tenant>();
  /** How many changes of state had been told when a sentence began that watches for new ones. */
  markedStates = 0;
  /** The restart that a sentence found announced, in milliseconds since 1970. */
  announced: number | undefined;
  /** When the connection had opened, as it told before a sentence changed it. */
  openedBefore: string | undefined;
  readonly #passwords = new Map<string, string>();
  readonly #keys: string[] = [];
  #current: string | undefined;

  /** Remembers a connection; from now on it is "the connection". */
  add(name: string, id: string): void {
    this.#ids.set(name, id);
    this.#current = name;
  }

  /** The id of the connection of that name, or of "the connection". @throws Error when no sentence made it. */
  id(name?: string): string {
    const wanted = name ?? this.#current;
    const id = wanted === undefined ? undefined : this.#ids.get(wanted);
    if (id === undefined) throw new Error(`No connection ${wanted ?? ''} has been created in this scenario.`);
    return id;
  }

  /** The name of "the connection". */
  get name(): string {
    if (this.#current === undefined) throw new Error('No connection has been created in this scenario.');
    return this.#current;
  }

  get names(): readonly string[] {
    return [...this.#ids.keys()];
  }

  get ids(): readonly string[] {
    return [...this.#ids.values()];
  }

  /** The password that a sentence gave to the connection; undefined where it has its account's own. */
  password(name: string = this.name): string | undefined {
    return this.#passwords.get(name);
  }

  /** Remembers a connection's password, for updates that bring the whole configuration. */
  setPassword(name: string, password: string): void {
    this.#passwords.set(name, password);
  }

  /** Remembers another secret of the scenario. */
  addSecret(secret: string): void {
    this.#keys.push(secret);
  }

  /** All passwords and keys that sentences brought in. */
  secrets(): readonly string[] {
    return [
      ...this.#keys,
      ...this.#passwords.values(),
      ...[...this.#tenants.values()].flatMap(({ account, admin }) => [account.password, admin.password]),
    ];
  }

  addTenant(tenant: Tenant): void {
    this.#tenants.set(tenant.account.tenantId, tenant);
  }

  knowsTenant(tenantId: string): boolean {
    return this.#tenants.has(tenantId);
  }

  /** @throws Error when no sentence brought the tenant in. */
  tenant(tenantId: string): Tenant {
    const tenant = this.#tenants.get(tenantId);
    if (tenant === undefined) throw new Error(`The scenario has no tenant ${tenantId}.`);
    return tenant;
  }
}
