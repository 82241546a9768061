/** The three ways in which one managed object can belong to another (Cumulocity OpenAPI, *Child operations*). */
export const CHILD_KINDS = ['childDevices', 'childAssets', 'childAdditions'] as const;
export type ChildKind = (typeof CHILD_KINDS)[number];

/** The name of the other end of each kind of reference. */
export const PARENTS_OF = {
  childDevices: 'deviceParents',
  childAssets: 'assetParents',
  childAdditions: 'additionParents',
} as const satisfies Record<ChildKind, string>;

type References = Readonly<Record<ChildKind, Set<string>>>;

/** A managed object as it is kept; answers are made of it by the inventory API. */
export interface ManagedObject {
  readonly id: string;
  readonly seq: number;
  readonly owner: string;
  readonly created: number;
  updated: number;
  /** When the device last sent something; undefined until it did. */
  lastMessage: number | undefined;
  /** What clients wrote: name, type and fragments. Replaced as a whole, its values are never changed in place. */
  fields: Readonly<Record<string, unknown>>;
  readonly children: References;
  readonly parents: References;
}

type ManagedObjectInit = Pick<ManagedObject, 'id' | 'seq' | 'owner' | 'created' | 'fields'>;

function noReferences(): References {
  return { childDevices: new Set(), childAssets: new Set(), childAdditions: new Set() };
}

/** A tenant's inventory with its hierarchy. */
export class ManagedObjects {
  readonly limit: number;
  readonly #byId = new Map<string, ManagedObject>();
  #created = 0;
  #deleted = 0;

  /** @param limit how many there may be: callers ask before they add */
  constructor(limit: number) {
    this.limit = limit;
  }

  get size(): number {
    return this.#byId.size;
  }

  get counts(): { held: number; created: number; deleted: number } {
    return { held: this.#byId.size, created: this.#created, deleted: this.#deleted };
  }

  get(id: string): ManagedObject | undefined {
    return this.#byId.get(id);
  }

  /** In the order of creation. */
  all(): Iterable<ManagedObject> {
    return this.#byId.values();
  }

  /** An object that is in no inventory: the answer to a request that isn't to be stored. */
  imagine(init: ManagedObjectInit): ManagedObject {
    return {
      ...init,
      updated: init.created,
      lastMessage: undefined,
      children: noReferences(),
      parents: noReferences(),
    };
  }

  add(init: ManagedObjectInit): ManagedObject {
    const object = this.imagine(init);
    this.#byId.set(object.id, object);
    this.#created += 1;
    return object;
  }

  /** Removes the object and every reference to it. */
  remove(object: ManagedObject): void {
    if (!this.#byId.delete(object.id)) return;
    this.#deleted += 1;
    for (const kind of CHILD_KINDS) {
      for (const id of object.children[kind]) this.#byId.get(id)?.parents[kind].delete(object.id);
      for (const id of object.parents[kind]) this.#byId.get(id)?.children[kind].delete(object.id);
    }
  }

  attach(kind: ChildKind, parent: ManagedObject, child: ManagedObject): void {
    parent.children[kind].add(child.id);
    child.parents[kind].add(parent.id);
  }

  detach(kind: ChildKind, parent: ManagedObject, child: ManagedObject): void {
    parent.children[kind].delete(child.id);
    child.parents[kind].delete(parent.id);
  }

  /** The objects below `root` through the given kinds of reference, without `root` itself. */
  descendants(root: ManagedObject, kinds: readonly ChildKind[] = CHILD_KINDS): ManagedObject[] {
    const seen = new Set([root.id]);
    const found: ManagedObject[] = [];
    for (const queue = [root]; queue.length > 0; ) {
      const object = queue.shift();
      for (const kind of object === undefined ? [] : kinds) {
        for (const id of object?.children[kind] ?? []) {
          const child = this.#byId.get(id);
          if (child === undefined || seen.has(id)) continue;
          seen.add(id);
          found.push(child);
          queue.push(child);
        }
      }
    }
    return found;
  }

  /** The objects above, as far as they go. */
  ancestors(object: ManagedObject, kind: ChildKind): ManagedObject[] {
    const seen = new Set<string>();
    for (const queue = [...object.parents[kind]]; queue.length > 0; ) {
      const id = queue.shift();
      if (id === undefined || seen.has(id)) continue;
      seen.add(id);
      queue.push(...(this.#byId.get(id)?.parents[kind] ?? []));
    }
    return [...seen].flatMap((id) => this.#byId.get(id) ?? []);
  }

  clear(): void {
    this.#byId.clear();
    this.#created = 0;
    this.#deleted = 0;
  }
}
