import type { EventDraft, MeasurementDraft, Position } from './drafts.ts';

/** A measurement or event with the managed object it belongs to. */
export type Sourced<T> = T & { readonly sourceId: string };

/** A stored measurement or event as far as the bridge looks at it. */
export type Stored = Readonly<Record<string, unknown>>;

export interface LookFor {
  readonly sourceId: string;
  readonly type: string;
  /** ISO 8601; the range is `[from, to)`. */
  readonly from: string;
  readonly to: string;
}

/** The part of Cumulocity's REST API that the bridge needs. Every call throws {@link CumulocityError} when it fails. */
export interface CumulocityClient {
  /** Name (id) of the tenant that the credentials belong to. */
  currentTenant(): Promise<string>;
  currentUser(): Promise<string>;
  findByExternalId(type: string, externalId: string): Promise<string | undefined>;
  /** @throws {CumulocityError} kind `conflict` when the external id belongs to another object */
  bindExternalId(managedObjectId: string, type: string, externalId: string): Promise<void>;
  createManagedObject(fragments: Readonly<Record<string, unknown>>): Promise<string>;
  deleteManagedObject(id: string): Promise<void>;
  managedObjectExists(id: string): Promise<boolean>;
  updatePosition(id: string, position: Position): Promise<void>;
  createMeasurements(measurements: readonly Sourced<MeasurementDraft>[]): Promise<void>;
  findMeasurements(what: LookFor): Promise<readonly Stored[]>;
  createEvent(event: Sourced<EventDraft>): Promise<void>;
  findEvents(what: LookFor): Promise<readonly Stored[]>;
}
