import type { Clock } from '../../clock/index.ts';
import { ActiveThings } from './active-things.ts';
import type { ConnectionMetrics, MetricsHistory, MetricsSpan, Traffic } from './connection-metrics.ts';
import { SlidingCount } from './sliding-count.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Into how many parts a history is cut: minutes of an hour, half hours of a day. */
const PARTS = { hour: { stepMs: 60_000, count: 60 }, day: { stepMs: 1_800_000, count: 48 } } as const;

/** One thing counted over the last hour, the last 24 hours, and since the start. */
class Counted {
  readonly hour = new SlidingCount(HOUR_MS);
  readonly #day = new SlidingCount(DAY_MS);
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(now: number): void {
    this.hour.add(now);
    this.#day.add(now);
    this.#total += 1;
  }

  get(now: number): { readonly hour: number; readonly day: number } {
    return { hour: this.hour.count(now), day: this.#day.count(now) };
  }

  history(span: MetricsSpan, from: number): readonly number[] {
    const { stepMs, count } = PARTS[span];
    return (span === 'hour' ? this.hour : this.#day).history(from, stepMs, count);
  }
}

/**
 * The documented counters of one connection. `uplinks` are those that Cumulocity has; `uplinks…Failed` those that it will
 * never have (expired, set aside, device not created); `downlinks` those that reached their device, `downlinks…Failed`
 * those that never will; `messagesLost` the failed uplinks and the filtered ones, since the start.
 */
export class MetricsCounter {
  readonly #clock: Clock;
  readonly #uplinks = new Counted();
  readonly #uplinksFailed = new Counted();
  readonly #downlinks = new Counted();
  readonly #downlinksFailed = new Counted();
  readonly #things = new ActiveThings(DAY_MS);
  #lost = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  delivered(devEui: string): void {
    this.#uplinks.add(this.#clock.now());
    this.#things.seen(devEui, this.#clock.now());
  }

  failed(devEui: string): void {
    this.#uplinksFailed.add(this.#clock.now());
    this.#things.seen(devEui, this.#clock.now());
    this.#lost += 1;
  }

  filtered(): void {
    this.#lost += 1;
  }

  /** A downlink reached its device, which is in contact by that. */
  downlinkDelivered(devEui: string): void {
    this.#downlinks.add(this.#clock.now());
    this.#things.seen(devEui, this.#clock.now());
  }

  /** A downlink will never reach its device. That is no sign of the device, and whoever sent it is told: nothing is lost. */
  downlinkFailed(_devEui: string): void {
    this.#downlinksFailed.add(this.#clock.now());
  }

  totals(): Omit<Traffic, 'waiting'> {
    return {
      uplinks: this.#uplinks.total,
      uplinksFailed: this.#uplinksFailed.total,
      downlinks: this.#downlinks.total,
      downlinksFailed: this.#downlinksFailed.total,
    };
  }

  /** Uplinks that went through in the last hour. */
  uplinksOfLastHour(): number {
    return this.#uplinks.hour.count(this.#clock.now());
  }

  /** When the last hour will hold fewer than `least` uplinks unless more go through; undefined when it does already. */
  uplinksFallBelow(least: number): number | undefined {
    return this.#uplinks.hour.fallsBelow(least, this.#clock.now());
  }

  /** The counters over time; the last part is the one that is not over yet. */
  history(span: MetricsSpan): MetricsHistory {
    const { stepMs, count } = PARTS[span];
    const from = (Math.floor(this.#clock.now() / stepMs) - count + 1) * stepMs;
    return {
      from,
      stepMs,
      uplinks: this.#uplinks.history(span, from),
      uplinksFailed: this.#uplinksFailed.history(span, from),
      downlinks: this.#downlinks.history(span, from),
      downlinksFailed: this.#downlinksFailed.history(span, from),
    };
  }

  read(): ConnectionMetrics {
    const now = this.#clock.now();
    const uplinks = this.#uplinks.get(now);
    const uplinksFailed = this.#uplinksFailed.get(now);
    const downlinks = this.#downlinks.get(now);
    const downlinksFailed = this.#downlinksFailed.get(now);
    return {
      activeThingsLast1h: this.#things.count(now, HOUR_MS),
      activeThingsLast24h: this.#things.count(now, DAY_MS),
      uplinksLast1h: uplinks.hour,
      uplinksLast24h: uplinks.day,
      uplinksLast1hFailed: uplinksFailed.hour,
      uplinksLast24hFailed: uplinksFailed.day,
      downlinksLast1h: downlinks.hour,
      downlinksLast24h: downlinks.day,
      downlinksLast1hFailed: downlinksFailed.hour,
      downlinksLast24hFailed: downlinksFailed.day,
      messagesLost: this.#lost,
    };
  }
}
