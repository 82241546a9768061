export interface ExternalId {
  readonly type: string;
  readonly externalId: string;
}

export interface BoundExternalId extends ExternalId {
  readonly objectId: string;
}

function keyOf({ type, externalId }: ExternalId): string {
  return JSON.stringify([type, externalId]);
}

/** Which external ids lead to which managed object. Type and value are case-sensitive. */
export class ExternalIds {
  readonly #byKey = new Map<string, BoundExternalId>();
  readonly #byObject = new Map<string, Map<string, BoundExternalId>>();

  get size(): number {
    return this.#byKey.size;
  }

  find(id: ExternalId): BoundExternalId | undefined {
    return this.#byKey.get(keyOf(id));
  }

  of(objectId: string): BoundExternalId[] {
    return [...(this.#byObject.get(objectId)?.values() ?? [])];
  }

  bind(objectId: string, { type, externalId }: ExternalId): BoundExternalId {
    const bound = { type, externalId, objectId };
    this.#byKey.set(keyOf(bound), bound);
    const own = this.#byObject.get(objectId) ?? new Map<string, BoundExternalId>();
    own.set(keyOf(bound), bound);
    this.#byObject.set(objectId, own);
    return bound;
  }

  unbind(bound: BoundExternalId): void {
    this.#byKey.delete(keyOf(bound));
    const own = this.#byObject.get(bound.objectId);
    own?.delete(keyOf(bound));
    if (own?.size === 0) this.#byObject.delete(bound.objectId);
  }

  unbindAll(objectId: string): void {
    for (const bound of this.of(objectId)) this.unbind(bound);
  }

  clear(): void {
    this.#byKey.clear();
    this.#byObject.clear();
  }
}
