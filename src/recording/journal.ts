import { type Clock, isoTime } from '../clock/index.ts';
import {
  type Correlation,
  ENVELOPE_VERSION,
  type Envelope,
  type EnvelopeDraft,
  type Recorder,
} from './envelope.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { REDACTED } from './secret-values.ts';

/** What a wanted envelope must show; what is left out may be anything. */
export interface EnvelopeFilter {
  readonly from?: Envelope['from'];
  readonly to?: Envelope['to'];
  readonly kind?: Envelope['kind'];
  readonly outcome?: NonNullable<Envelope['outcome']>;
  /** A part of the title, or a pattern it matches. */
  readonly title?: string | RegExp;
  readonly correlation?: Partial<Correlation>;
  /** Only envelopes after this sequence number. */
  readonly after?: number;
}

/** The stream of envelopes of one run or scenario: the newest are kept, secrets never. */
export interface Journal extends Recorder {
  /** What is kept, oldest first. */
  all(): readonly Envelope[];
  /** Those of the kept envelopes that show all the filter asks, oldest first. */
  find(filter: EnvelopeFilter): readonly Envelope[];
  /** Calls `listener` with each envelope recorded from now on, until the returned function is called. */
  subscribe(listener: (envelope: Envelope) => void): () => void;
  /** Registers a secret value, for what is kept already too; see `Redactor.addSecret`. */
  addSecret(value: string): void;
  /** Forgets what is kept. Sequence numbers go on. */
  clear(): void;
  /** How many envelopes had to give way to newer ones since the last `clear`. */
  readonly dropped: number;
  /** The sequence number of the newest envelope; 0 before the first. */
  readonly last: number;
  /** What is kept, a JSON text a line. */
  toNdjson(): string;
}

export interface JournalOptions {
  readonly clock: Clock;
  readonly run: string;
  readonly scenario?: string;
  /** Values to be blotted out from the start. */
  readonly secrets?: Iterable<string>;
  /** Redacts in place of the journal's own redactor: pass one to share registered secrets with loggers. */
  readonly redactor?: Redactor;
  /** How many envelopes are kept, at least 1; default 10 000. */
  readonly limit?: number;
}

interface Kept {
  envelope: Envelope;
  /** The redactor's version that the envelope went through. */
  redacted: number;
}

/** Makes the journal of a run or scenario. Its envelopes are frozen copies: what a hop changes later doesn't show. */
export function createJournal(options: JournalOptions): Journal {
  return new RingJournal(options);
}

class RingJournal implements Journal {
  readonly #clock: Clock;
  readonly #origin: Pick<Envelope, 'run' | 'scenario'>;
  readonly #redactor: Redactor;
  readonly #limit: number;
  readonly #listeners = new Set<(envelope: Envelope) => void>();
  #ring: Kept[] = [];
  #recorded = 0;
  #cleared = 0;

  constructor({
    clock,
    run,
    scenario,
    secrets = [],
    redactor = createRedactor(),
    limit = 10_000,
  }: JournalOptions) {
    if (!Number.isInteger(limit) || limit < 1)
      throw new RangeError(`A journal can't keep ${limit} envelopes`);
    this.#clock = clock;
    this.#origin = scenario === undefined ? { run } : { run, scenario };
    this.#redactor = redactor;
    this.#limit = limit;
    for (const secret of secrets) redactor.addSecret(secret);
  }

  get dropped(): number {
    return Math.max(0, this.#recorded - this.#cleared - this.#limit);
  }

  get last(): number {
    return this.#recorded;
  }

  record(draft: EnvelopeDraft): void {
    const slot = (this.#recorded - this.#cleared) % this.#limit;
    this.#recorded += 1;
    const envelope = this.#envelope(draft);
    this.#ring[slot] = { envelope, redacted: this.#redactor.version };
    for (const listener of [...this.#listeners]) this.#tell(listener, envelope);
  }

  all(): readonly Envelope[] {
    const oldest = this.dropped % this.#limit;
    const kept = [...this.#ring.slice(oldest), ...this.#ring.slice(0, oldest)];
    return kept.map((entry) => this.#upToDate(entry));
  }

  find(filter: EnvelopeFilter): readonly Envelope[] {
    return this.all().filter((envelope) => matches(envelope, filter));
  }

  subscribe(listener: (envelope: Envelope) => void): () => void {
    const own = (envelope: Envelope) => listener(envelope);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  addSecret(value: string): void {
    this.#redactor.addSecret(value);
  }

  clear(): void {
    this.#ring = [];
    this.#cleared = this.#recorded;
  }

  toNdjson(): string {
    return this.all()
      .map((envelope) => `${JSON.stringify(envelope)}\n`)
      .join('');
  }

  #envelope({ from, to, kind, outcome, redaction = 'public', ...draft }: EnvelopeDraft): Envelope {
    const body = redaction === 'secret' && draft.body !== undefined ? REDACTED : draft.body;
    return this.#redacted({
      v: ENVELOPE_VERSION,
      ...this.#origin,
      seq: this.#recorded,
      time: isoTime(this.#clock.now()),
      from,
      to,
      kind,
      title: draft.title,
      ...(outcome === undefined ? {} : { outcome }),
      correlation: draft.correlation ?? {},
      ...(body === undefined ? {} : { body }),
      redaction,
    });
  }

  #redacted(envelope: Envelope): Envelope {
    const { run, scenario, title, correlation, body } = envelope;
    return Object.freeze({
      ...envelope,
      run: this.#redactor.text(run),
      ...(scenario === undefined ? {} : { scenario: this.#redactor.text(scenario) }),
      // One line only after the secrets are out: a secret with its blanks changed would not be found.
      title: this.#redactor.text(title).replace(/\s+/g, ' ').trim(),
      correlation: this.#correlation(correlation),
      ...(body === undefined ? {} : { body: this.#redactor.value(body) }),
    });
  }

  #correlation({ devEui, fCntUp, connectionId, operationId, exchange }: Correlation): Correlation {
    const text = (value: string) => this.#redactor.text(value);
    return Object.freeze({
      ...(devEui === undefined ? {} : { devEui: text(devEui) }),
      ...(fCntUp === undefined ? {} : { fCntUp }),
      ...(connectionId === undefined ? {} : { connectionId: text(connectionId) }),
      ...(operationId === undefined ? {} : { operationId: text(operationId) }),
      ...(exchange === undefined ? {} : { exchange: text(exchange) }),
    });
  }

  /** A secret that became known after the envelope was recorded must not show either. */
  #upToDate(kept: Kept): Envelope {
    if (kept.redacted !== this.#redactor.version) {
      kept.envelope = this.#redacted(kept.envelope);
      kept.redacted = this.#redactor.version;
    }
    return kept.envelope;
  }

  #tell(listener: (envelope: Envelope) => void, envelope: Envelope): void {
    try {
      listener(envelope);
    } catch (error) {
      // Recording never fails, and what a listener got wrong is not hidden: it is thrown where it harms no hop.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

function matches(envelope: Envelope, filter: EnvelopeFilter): boolean {
  const { title, correlation = {}, after = 0, ...exact } = filter;
  if (envelope.seq <= after) return false;
  if (typeof title === 'string' && !envelope.title.includes(title)) return false;
  if (title instanceof RegExp && envelope.title.search(title) < 0) return false;
  return holds(envelope, exact) && holds(envelope.correlation, correlation);
}

function holds(actual: object, wanted: object): boolean {
  const members = new Map<string, unknown>(Object.entries(actual));
  return Object.entries(wanted).every(([name, value]) => value === undefined || members.get(name) === value);
}
