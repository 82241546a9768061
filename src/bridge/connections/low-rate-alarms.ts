import { type Clock, isoTime } from '../../clock/index.ts';
import type { EventLog } from '../events/event.ts';
import type { Connection } from './connection.ts';
import type { LowRateAlarm } from './low-rate-alarm.ts';
import { LowRateWatch, type UplinkRate } from './low-rate-watch.ts';
import type { PlatformAlarms } from './platform-alarms.ts';

/** How the types of these alarms begin in Cumulocity; behind it the alarm's place among those of its connection. */
export const LOW_RATE_TYPE = 'iotFlow_LowRate_';

export interface LowRateAlarmsDeps {
  readonly clock: Clock;
  readonly events: EventLog;
  readonly rate: UplinkRate;
  /** Where the alarms of one account are shown; called when there are some to be shown. */
  readonly createDisplay: (connection: Connection) => PlatformAlarms;
}

interface Entry {
  readonly alarm: LowRateAlarm;
  readonly type: string;
  watch?: LowRateWatch;
  isLow: boolean;
}

/**
 * The low-rate alarms of one connection. They are watched while it is meant to run, also while its platform can't be
 * reached; an alarm that is raised and one that is over are an event each.
 */
export class LowRateAlarms {
  readonly #deps: LowRateAlarmsDeps;
  #connection: Connection;
  #entries: readonly Entry[];
  #display: PlatformAlarms | undefined;
  /** Displays of accounts that the connection no longer has. */
  #former: Promise<void> = Promise.resolve();
  #isWatching = false;
  #isOpen = false;

  constructor(deps: LowRateAlarmsDeps, connection: Connection) {
    this.#deps = deps;
    this.#connection = connection;
    this.#entries = entriesOf(connection);
    this.#display = this.#createDisplay();
  }

  /** Takes over a changed definition: an alarm that stayed as it was, at its place, goes on. */
  apply(connection: Connection): void {
    const before = this.#connection;
    this.#connection = connection;
    const kept = entriesOf(connection).map((entry, place) => {
      const old = this.#entries[place];
      return old !== undefined && sameText(old.alarm, entry.alarm) ? old : entry;
    });
    for (const entry of this.#entries) if (!kept.includes(entry)) this.#end(entry, 'it was changed');
    this.#entries = kept;
    if (!sameText(accountOf(before), accountOf(connection)) || this.#display === undefined)
      this.#moveDisplay();
    if (this.#isWatching) this.#begin();
  }

  /** The connection is meant to run. */
  watch(): void {
    this.#isWatching = true;
    this.#begin();
  }

  /** It is meant to run no longer, or has given up: nothing is expected of it. */
  rest(cause: string): void {
    this.#isWatching = false;
    for (const entry of this.#entries) this.#end(entry, cause);
  }

  /** An uplink went through, and is counted already. */
  delivered(): void {
    for (const { watch } of this.#entries) watch?.uplink();
  }

  /** The link is open, or no longer. */
  link(isOpen: boolean): void {
    this.#isOpen = isOpen;
    if (isOpen) this.#display?.open();
    else this.#display?.shut();
  }

  /** Ends; resolves when nothing more is sent. */
  async close(cause: string): Promise<void> {
    this.rest(cause);
    this.#isOpen = false;
    await Promise.all([this.#former, this.#display?.close()]);
  }

  #begin(): void {
    const { clock, rate } = this.#deps;
    for (const entry of this.#entries) {
      entry.watch ??= new LowRateWatch({
        clock,
        rate,
        alarm: entry.alarm,
        name: `low-rate alarm of connection ${this.#connection.id}`,
        onVerdict: (isLow, why) => this.#judge(entry, isLow, why),
      });
    }
  }

  #end(entry: Entry, cause: string): void {
    entry.watch?.end();
    delete entry.watch;
    this.#judge(entry, false, cause);
  }

  #judge(entry: Entry, isLow: boolean, why: string): void {
    const { clock, events } = this.#deps;
    if (entry.isLow === isLow) {
      if (!isLow) this.#show(entry);
      return;
    }
    entry.isLow = isLow;
    const { id: connectionId, name } = this.#connection;
    events.add({
      type: isLow ? 'low-rate' : 'low-rate-over',
      message: `${isLow ? 'Low rate' : 'Low rate over'}: ${entry.alarm.message} (connection ${name} with id ${connectionId}: ${why})`,
      connectionId,
    });
    this.#show(entry, isLow ? isoTime(clock.now()) : undefined);
  }

  #show({ alarm, type }: Entry, since?: string): void {
    if (alarm.showInCumulocity !== true) return;
    const shown =
      since === undefined ? null : { time: since, text: alarm.message, severity: 'MAJOR' as const };
    this.#display?.want(type, shown);
  }

  /** What the former account showed is cleared there as long as that can be said to it; the new one is told afresh. */
  #moveDisplay(): void {
    const { clock } = this.#deps;
    const former = this.#display;
    for (const { type } of this.#entries) former?.want(type, null);
    const before = Promise.all([this.#former, former?.close()]);
    const next = this.#createDisplay();
    if (former === undefined && next === undefined) return;
    this.#display = next;
    for (const entry of this.#entries) if (entry.isLow) this.#show(entry, isoTime(clock.now()));
    // Both may speak to one tenant: the new one looks when the former is done.
    this.#former = clock.activity('alarms move to another account', async () => {
      await before;
      if (this.#isOpen && this.#display === next) next?.open();
    });
  }

  #createDisplay(): PlatformAlarms | undefined {
    const isShown = this.#entries.some(({ alarm }) => alarm.showInCumulocity === true);
    return isShown ? this.#deps.createDisplay(this.#connection) : undefined;
  }
}

function entriesOf({ alarms = [] }: Connection): Entry[] {
  return alarms.map((alarm, place) => ({ alarm, type: `${LOW_RATE_TYPE}${place + 1}`, isLow: false }));
}

function accountOf({ configuration }: Connection): readonly string[] {
  const { hostName, tenantId, username, password } = configuration;
  return [hostName, tenantId, username, password];
}

function sameText(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
