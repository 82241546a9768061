import type { Clock, EpochMs, Timer } from '../../clock/index.ts';
import type { LowRateAlarm } from './low-rate-alarm.ts';
import { windowAfter, windowAt } from './low-rate-window.ts';

const HOUR_MS = 3_600_000;

/** The uplinks that went through, as the watch needs to know them. */
export interface UplinkRate {
  uplinksOfLastHour(): number;
  /** When the last hour will hold fewer than `least`, unless more go through; undefined when it does already. */
  uplinksFallBelow(least: number): EpochMs | undefined;
}

export interface LowRateWatchDeps {
  readonly clock: Clock;
  readonly alarm: LowRateAlarm;
  readonly rate: UplinkRate;
  /** What a timer of it is called. */
  readonly name: string;
  /** Told at each judgement whether the rate is too low, and why it is so judged; also when nothing has changed. */
  readonly onVerdict: (isLow: boolean, why: string) => void;
}

/**
 * Watches over one alarm. The rate is the number of uplinks that went through in the last hour. It is judged within a
 * window only, and not before a whole hour of watching lies behind: neither the hour before the window nor that before
 * the watching began counts, so the first hour of a window is never too low. The end of a window ends the alarm. After a
 * recovery a whole hour passes again before the next verdict: a rate that wavers is no flood of alarms.
 */
export class LowRateWatch {
  readonly #deps: LowRateWatchDeps;
  /** Uplinks that an hour has to hold at least. */
  readonly #least: number;
  readonly #begun: EpochMs;
  #timer: Timer | undefined;
  #isInside = false;
  #judgedFrom: EpochMs = 0;
  #isLow = false;

  /** Begins at once. */
  constructor(deps: LowRateWatchDeps) {
    this.#deps = deps;
    this.#least = Math.ceil(deps.alarm.uplinkRateMinPerHour);
    this.#begun = deps.clock.now();
    this.#look();
  }

  /** An uplink went through, and is counted already. */
  uplink(): void {
    const { clock, rate } = this.#deps;
    if (!this.#isLow || rate.uplinksOfLastHour() < this.#least) return;
    this.#judgedFrom = clock.now() + HOUR_MS;
    this.#judge(false, `${uplinks(rate.uplinksOfLastHour())} in the last hour`);
    this.#look();
  }

  /** Ends the watching, for good. */
  end(): void {
    this.#timer?.cancel();
  }

  #look(): void {
    const { clock, alarm } = this.#deps;
    const now = clock.now();
    const window = windowAt(alarm, now);
    if (window === undefined) {
      this.#isInside = false;
      this.#judge(false, 'its window is over');
      const next = windowAfter(alarm, now);
      if (next !== undefined) this.#lookAgain(next.from);
      return;
    }
    if (!this.#isInside) this.#judgedFrom = Math.max(window.from, this.#begun) + HOUR_MS;
    this.#isInside = true;
    this.#lookAgain(Math.min(window.to, this.#judgeInside(now) ?? window.to));
  }

  /** Gives a verdict if it is time for one; says when the next may differ, if it is known. */
  #judgeInside(now: EpochMs): EpochMs | undefined {
    if (now < this.#judgedFrom) return this.#judgedFrom;
    const { rate, alarm } = this.#deps;
    const falls = rate.uplinksFallBelow(this.#least);
    const held = rate.uplinksOfLastHour();
    const isLow = this.#least > 0 && held < this.#least;
    this.#judge(
      isLow,
      `${uplinks(held)} in the last hour${isLow ? `, fewer than ${alarm.uplinkRateMinPerHour}` : ''}`,
    );
    return isLow ? undefined : falls;
  }

  #judge(isLow: boolean, why: string): void {
    this.#isLow = isLow;
    this.#deps.onVerdict(isLow, why);
  }

  #lookAgain(at: EpochMs): void {
    const { clock, name } = this.#deps;
    this.#timer?.cancel();
    this.#timer = clock.timer(name, at - clock.now(), () => this.#look());
  }
}

function uplinks(count: number): string {
  return count === 1 ? '1 uplink' : `${count} uplinks`;
}
