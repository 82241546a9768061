/** One request as the twin's journal shows it. Secrets in headers and query are replaced before they get here. */
export interface JournalEntry {
  /** Counts from 1; not reset by {@link TwinJournal.clear}. */
  readonly id: number;
  /** ISO 8601, of the world's clock. */
  readonly time: string;
  readonly method: string;
  readonly path: string;
  /** As it was sent, without the question mark. */
  readonly query: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it was JSON. */
  readonly body: unknown;
  /** `open` until the twin is done with it. */
  readonly state: 'open' | 'answered' | 'hung-up' | 'silent';
  readonly matched: boolean;
  readonly tenant: string | undefined;
  readonly user: string | undefined;
  readonly status: number | undefined;
  /** Whether the handler ran to its end: data are stored from then on. */
  readonly handled: boolean;
  readonly devEui: string | undefined;
  /** Ids of the fault plans that struck it. */
  readonly faults: readonly string[];
  readonly refusal: { readonly code: string; readonly message: string; readonly remedy: string } | undefined;
}

/** What is learnt of a request while it is served. */
export type EntryChange = Partial<
  Pick<JournalEntry, 'state' | 'matched' | 'tenant' | 'user' | 'status' | 'handled' | 'devEui' | 'refusal'>
>;
