import type { LogEntry, Position } from '../../storage/storage.ts';
import type { Uplink } from '../uplink.ts';
import type { RoutedUplink } from '../uplink-log.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { type DeviceSlot, isUnderWay, type Job, newJob } from './job.ts';
import { DROPPED, spanText } from './loss-reasons.ts';
import { Losses } from './losses.ts';

/** A position that moved only over other connections' uplinks is stored after this many of them. */
export const SKIP_UNSTORED = 1000;
const PAGE = 1000;

export type BacklogDeps = Pick<
  DeliveryDeps,
  'connectionId' | 'clock' | 'log' | 'positions' | 'events' | 'limits' | 'onOutcome'
>;

type Entry = LogEntry<RoutedUplink>;

/**
 * What waits for one connection: a batch that was taken from the log, with what of it is done, and behind it the rest of
 * the log. The connection's position is stored behind the last batch that is done as a whole. What is older than the
 * retention, and what is more than the quota, falls out, the oldest first.
 */
export class Backlog {
  readonly #deps: BacklogDeps;
  readonly #losses: Losses;
  /** Up to here the log was taken. */
  #cursor: Position = 0;
  #stored: Position = 0;
  #batch: readonly Job[] = [];
  /** So many of the next own uplinks may have been under way when the bridge was stopped. */
  #suspects = 0;
  #suspectsEnd: Position = 0;
  /** Something fell out since the position was stored. */
  #hasLost = false;
  /** How many own uplinks stand behind the cursor, up to a position: counted only when there may be too many. */
  readonly #own = { upTo: 0, count: 0 };

  constructor(deps: BacklogDeps) {
    this.#deps = deps;
    this.#losses = new Losses(deps);
  }

  /** `initial`: where a connection that has no position yet begins. */
  async load(initial: Position): Promise<void> {
    const { positions, connectionId, log, limits } = this.#deps;
    const { position, isNew } = await positions.load(connectionId, initial);
    this.#cursor = position;
    this.#stored = position;
    // What is under way is one batch, and its position is stored before the next one is taken.
    this.#suspects = isNew ? 0 : limits.batch;
    this.#suspectsEnd = log.end();
  }

  /** What was taken last; some of it may have its outcome. */
  get batch(): readonly Job[] {
    return this.#batch;
  }

  /** Takes the next part of the log; false when there is none at present. Without what falls out, it may be empty. */
  async take(): Promise<boolean> {
    const { log, limits } = this.#deps;
    await this.#keepQuota();
    const entries = await log.read(this.#cursor, limits.batch);
    if (entries.length === 0) return false;
    const due = this.#due();
    const devices = new Map<string, DeviceSlot>();
    this.#batch = entries.flatMap((entry) => {
      const { suspect } = this.#pass(entry);
      if (!this.#isOwn(entry)) return [];
      if (Date.parse(entry.value.uplink.receivedAt) <= due) {
        this.#lose(entry.value.uplink, this.#tooOld(), suspect);
        return [];
      }
      return newJob(entry, this.#deps.connectionId, devices, suspect);
    });
    this.#losses.tell();
    if (this.#batch.length === 0) {
      await this.#store(this.#hasLost || this.#cursor - this.#stored >= SKIP_UNSTORED);
    }
    return true;
  }

  /** All of the batch has its outcome. */
  async done(): Promise<void> {
    this.#batch = [];
    await this.#store(true);
  }

  /** True when more may be waiting than the quota allows; costs nothing. */
  mayOverflow(): boolean {
    const { log, limits } = this.#deps;
    return log.end() - this.#cursor + this.#batch.length > limits.quota;
  }

  /** What waits at most: of the log behind the batch nobody knows yet what is this connection's own. */
  waiting(): number {
    return this.#open().length + this.ahead();
  }

  /** How far the log goes beyond what was looked at. */
  ahead(): number {
    return this.#deps.log.end() - this.#cursor;
  }

  /**
   * Lets go of what falls out while nobody delivers, and of other connections' uplinks in front of the first own one.
   * Gives the moment at which the oldest that waits was received, in milliseconds.
   */
  async sweep(): Promise<number | undefined> {
    const due = this.#due();
    for (const job of this.#open()) {
      if (Date.parse(job.uplink.receivedAt) <= due) this.#loseJob(job, this.#tooOld());
    }
    await this.#keepQuota();
    const [oldest] = this.#open();
    const head = await this.#sweepLog(due);
    if (oldest === undefined) this.#batch = [];
    this.#losses.tell();
    await this.#store(true);
    return oldest === undefined ? head : Date.parse(oldest.uplink.receivedAt);
  }

  /** Tells all that waits as lost: nobody will ever send it. */
  async abandon(): Promise<void> {
    for (const job of this.#open()) this.#loseJob(job, DROPPED.deleted);
    await this.#loseWhile(() => true, DROPPED.deleted);
    this.#losses.tell();
  }

  #open(): readonly Job[] {
    return this.#batch.filter((job) => job.outcome === undefined);
  }

  #due(): number {
    return this.#deps.clock.now() - this.#deps.limits.retentionMs;
  }

  #tooOld(): string {
    return `${DROPPED.retention} of ${spanText(this.#deps.limits.retentionMs)}`;
  }

  async #sweepLog(due: number): Promise<number | undefined> {
    return await this.#loseWhile((uplink) => Date.parse(uplink.receivedAt) <= due, this.#tooOld());
  }

  async #keepQuota(): Promise<void> {
    if (!this.mayOverflow()) return;
    await this.#count();
    const open = this.#open();
    let over = this.#own.count + open.length - this.#deps.limits.quota;
    const reason = `${DROPPED.quota} of ${this.#deps.limits.quota} uplinks`;
    for (const job of open.slice(0, Math.max(0, over))) this.#loseJob(job, reason);
    over -= open.length;
    await this.#loseWhile(() => {
      over -= 1;
      return over >= 0;
    }, reason);
  }

  async #count(): Promise<void> {
    const own = this.#own;
    if (own.upTo < this.#cursor) Object.assign(own, { upTo: this.#cursor, count: 0 });
    for (;;) {
      const page = await this.#deps.log.read(own.upTo, PAGE);
      const last = page.at(-1);
      if (last === undefined) return;
      own.count += page.filter((entry) => this.#isOwn(entry)).length;
      own.upTo = last.position;
    }
  }

  /** Loses own uplinks until one is not to be lost; gives when that one was received. */
  async #loseWhile(isLost: (uplink: Uplink) => boolean, reason: string): Promise<number | undefined> {
    for (;;) {
      const page = await this.#deps.log.read(this.#cursor, PAGE);
      if (page.length === 0) return undefined;
      for (const entry of page) {
        const { uplink } = entry.value;
        const own = this.#isOwn(entry);
        if (own && !isLost(uplink)) return Date.parse(uplink.receivedAt);
        const { suspect } = this.#pass(entry);
        if (own) this.#lose(uplink, reason, suspect);
      }
    }
  }

  #isOwn({ value }: Entry): boolean {
    return value.routes.some((route) => route.connectionId === this.#deps.connectionId);
  }

  /** Moves the cursor over an entry; says whether it may have been under way when the bridge was stopped. */
  #pass(entry: Entry): { readonly suspect: boolean } {
    const { position } = entry;
    this.#cursor = position;
    if (!this.#isOwn(entry)) return { suspect: false };
    if (position <= this.#own.upTo) this.#own.count -= 1;
    const suspect = this.#suspects > 0 && position <= this.#suspectsEnd;
    if (suspect) this.#suspects -= 1;
    return { suspect };
  }

  #loseJob(job: Job, reason: string): void {
    job.outcome = 'dropped';
    this.#lose(job.uplink, reason, isUnderWay(job));
  }

  #lose(uplink: Uplink, reason: string, mayBeThere: boolean): void {
    this.#losses.add(uplink, mayBeThere ? `${reason}; whether Cumulocity has it is not known` : reason);
    this.#deps.onOutcome(uplink.devEui, 'dropped');
    this.#hasLost = true;
  }

  /** The position is stored after what fell out is told: a kill in between tells it again rather than not at all. */
  async #store(now: boolean): Promise<void> {
    const first = this.#batch[0];
    const position = first === undefined ? this.#cursor : Math.min(this.#cursor, first.position - 1);
    if (!now || position <= this.#stored) return;
    this.#stored = position;
    this.#hasLost = false;
    await this.#deps.positions.move(this.#deps.connectionId, position);
  }
}
