/** What becomes of connections to a host that is out of reach: they are refused, or their packets are swallowed. */
export type OutOfReach = 'refusing' | 'swallowing';

/** The tenants that nobody gets to, as if the network in between had failed: what is sent to them never arrives. */
export class Reach {
  readonly #lost = new Map<string, OutOfReach>();

  lose(tenantId: string, how: OutOfReach): void {
    this.#lost.set(tenantId, how);
  }

  regain(tenantId: string): void {
    this.#lost.delete(tenantId);
  }

  /** Undefined for what is in reach, and where nobody knows whose request it is. */
  of(tenantId: string | undefined): OutOfReach | undefined {
    return tenantId === undefined ? undefined : this.#lost.get(tenantId);
  }

  clear(): void {
    this.#lost.clear();
  }
}
