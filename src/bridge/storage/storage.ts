import type { z } from 'zod';

/** A change that became durable, told to whoever watches a collection; `value` is absent when the entry was deleted. */
export interface Change<T> {
  readonly id: string;
  readonly value?: T;
}

/**
 * Named values of one kind. A promise that resolves means that the change is durable. Several processes may write to
 * one store: whoever keeps a copy in memory follows it with `watch` instead of trusting its own writes. Watchers are
 * told before the promise of the write that they watched resolves.
 */
export interface Collection<T> {
  get(id: string): Promise<T | undefined>;
  /** All entries, in the order in which they were first put. */
  list(): Promise<readonly { readonly id: string; readonly value: T }[]>;
  put(id: string, value: T): Promise<void>;
  /** Says whether there was one. */
  delete(id: string): Promise<boolean>;
  /** Calls `onChange` after each durable change, in order, until the returned function is called. */
  watch(onChange: (change: Change<T>) => void): () => void;
}

/** A place in a log; positions grow, gaps are allowed. */
export type Position = number;

export interface LogEntry<T> {
  readonly position: Position;
  readonly value: T;
}

/** An ordered, append-only stream. */
export interface AppendLog<T> {
  /** Resolves with the last entry's position once all of them are durable; appends made meanwhile share one commit. */
  append(values: readonly T[]): Promise<Position>;
  /** At most `limit` entries after position `after` (0: from the beginning), oldest first. */
  read(after: Position, limit: number): Promise<readonly LogEntry<T>[]>;
  /** The last durable entry's position; 0 when there was never one. */
  end(): Position;
  /** Lets go of the entries up to and including `position`. */
  trim(position: Position): Promise<void>;
  /** Says that nobody is about to read up to `position`: what is kept at hand of it may go, and is read slower later. */
  release(position: Position): void;
  /** Calls `onAppend` after each commit until the returned function is called. */
  watch(onAppend: () => void): () => void;
}

/** How the values of a log stand in its entries, where that is not their JSON. */
export interface EntryForm<T> {
  write(value: T): string;
  /** @throws when the text holds no such value; `what` names the entry for people */
  read(text: string, what: string): T;
}

/** Where the bridge keeps what must survive it. The embedded store has one writer; a distributed one may follow. */
export interface Storage {
  collection<T>(name: string, schema: z.ZodType<T>): Collection<T>;
  log<T>(name: string, form: z.ZodType<T> | EntryForm<T>): AppendLog<T>;
  close(): Promise<void>;
}
