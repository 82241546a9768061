import { type Timed, TimeLine } from './time-line.ts';

/** A measurement, event, alarm or operation as it is kept. `fields` are what the client sent, without what the platform adds. */
export interface StoredRecord extends Timed {
  readonly id: string;
  readonly sourceId: string;
  readonly type: string;
  readonly created: number;
  readonly updated: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

interface RecordRange {
  readonly sources?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly order: 'oldest' | 'newest';
}

/**
 * A bounded store of one kind of record with an index by id, by source and by time. When it is full, the record that
 * was stored first is dropped, and counted.
 */
export class Records<T extends StoredRecord> {
  readonly #limit: number;
  readonly #byId = new Map<string, T>();
  readonly #bySource = new Map<string, TimeLine<T>>();
  #all = new TimeLine<T>();
  #stored = 0;
  #dropped = 0;

  readonly #onDrop: (record: T) => void;

  constructor(limit: number, onDrop: (record: T) => void = () => {}) {
    this.#limit = limit;
    this.#onDrop = onDrop;
  }

  get size(): number {
    return this.#byId.size;
  }

  /** How many were ever stored, and how many of them were pushed out by newer ones. */
  get counts(): { held: number; stored: number; dropped: number } {
    return { held: this.#byId.size, stored: this.#stored, dropped: this.#dropped };
  }

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  add(record: T): void {
    this.#stored += 1;
    this.#index(record);
    if (this.#byId.size <= this.#limit) return;
    const oldest = this.#byId.values().next().value;
    if (oldest === undefined) return;
    this.remove(oldest);
    this.#dropped += 1;
    this.#onDrop(oldest);
  }

  /** Puts `next` in the place of the record with its id, also in the order of arrival when the time is the same. */
  replace(next: T): void {
    const old = this.#byId.get(next.id);
    if (old === undefined) return;
    this.#unlink(old);
    this.#link(next);
    this.#byId.set(next.id, next);
  }

  /** Removes the record of that id, as it is held now: whoever read it may have an older one. */
  remove({ id }: Pick<T, 'id'>): void {
    const held = this.#byId.get(id);
    if (held === undefined) return;
    this.#byId.delete(id);
    this.#unlink(held);
  }

  removeSource(sourceId: string): void {
    for (const record of [...this.range({ sources: [sourceId], order: 'oldest' })]) this.remove(record);
  }

  /** Looks only at the records of the sources given; one source is read lazily, several are merged. */
  *range({ sources, from, to, order }: RecordRange): Generator<T> {
    const first = from ?? Number.NEGATIVE_INFINITY;
    const end = to ?? Number.POSITIVE_INFINITY;
    if (sources === undefined) {
      yield* this.#all.range(first, end, order);
      return;
    }
    const lines = sources.flatMap((source) => this.#bySource.get(source) ?? []);
    const [only] = lines;
    if (only !== undefined && lines.length === 1) {
      yield* only.range(first, end, order);
      return;
    }
    const merged = lines.flatMap((line) => [...line.range(first, end, 'oldest')]);
    merged.sort((left, right) => left.at - right.at || left.seq - right.seq);
    yield* order === 'oldest' ? merged : merged.reverse();
  }

  clear(): void {
    this.#byId.clear();
    this.#bySource.clear();
    this.#all = new TimeLine<T>();
    this.#stored = 0;
    this.#dropped = 0;
  }

  #index(record: T): void {
    this.#byId.set(record.id, record);
    this.#link(record);
  }

  #link(record: T): void {
    this.#all.insert(record);
    const line = this.#bySource.get(record.sourceId) ?? new TimeLine<T>();
    line.insert(record);
    this.#bySource.set(record.sourceId, line);
  }

  #unlink(record: T): void {
    this.#all.remove(record);
    const line = this.#bySource.get(record.sourceId);
    line?.remove(record);
    if (line?.size === 0) this.#bySource.delete(record.sourceId);
  }
}
