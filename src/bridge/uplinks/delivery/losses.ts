import type { EventLog } from '../../events/event.ts';
import type { Uplink } from '../uplink.ts';

export interface LossesDeps {
  readonly connectionId: string;
  readonly events: EventLog;
}

/** Counters of one device that follow one another, as first and last. */
type Range = { readonly first: number; last: number };

/** Devices that get an event of their own at one telling; the others share events. */
const OWN_EVENTS = 50;
const DEVICES_AN_EVENT = 100;
/** What was gathered is told when it comes to so many uplinks, so that no event grows without bound. */
const TELL_AT = 5000;

/**
 * Gathers the uplinks that will never be sent and tells them as events. Each is named, by its device and its counter;
 * many of one device that follow one another take no more room than one, so that a long outage is no flood of events.
 */
export class Losses {
  readonly #deps: LossesDeps;
  /** By the reason, by the device. */
  #gathered = new Map<string, Map<string, Range[]>>();
  #count = 0;

  constructor(deps: LossesDeps) {
    this.#deps = deps;
  }

  /** `reason` says why, as a phrase: "older than its retention". */
  add({ devEui, fCntUp }: Uplink, reason: string): void {
    const devices = this.#gathered.get(reason) ?? new Map<string, Range[]>();
    this.#gathered.set(reason, devices);
    const ranges = devices.get(devEui) ?? [];
    devices.set(devEui, ranges);
    const before = ranges.at(-1);
    if (before !== undefined && before.last + 1 === fCntUp) before.last = fCntUp;
    else ranges.push({ first: fCntUp, last: fCntUp });
    this.#count += 1;
    if (this.#count >= TELL_AT) this.tell();
  }

  /** Tells what was gathered since the last time. */
  tell(): void {
    for (const [reason, devices] of this.#gathered) this.#tellOf(reason, [...devices]);
    this.#gathered = new Map();
    this.#count = 0;
  }

  #tellOf(reason: string, devices: readonly (readonly [string, readonly Range[]])[]): void {
    const { connectionId, events } = this.#deps;
    const base = { type: 'message-dropped', severity: 'error', connectionId } as const;
    const message = (what: string) =>
      `Message dropped: connection ${connectionId} does not send ${what}: ${reason}`;
    for (const [devEui, ranges] of devices.slice(0, OWN_EVENTS)) {
      events.add({
        ...base,
        message: message(textOf(devEui, ranges)),
        devEui,
        fCntUp: ranges[0]?.first ?? 0,
      });
    }
    for (let from = OWN_EVENTS; from < devices.length; from += DEVICES_AN_EVENT) {
      const some = devices.slice(from, from + DEVICES_AN_EVENT);
      events.add({
        ...base,
        message: message(some.map(([devEui, ranges]) => textOf(devEui, ranges)).join('; ')),
      });
    }
  }
}

function textOf(devEui: string, ranges: readonly Range[]): string {
  const isOne = ranges.length === 1 && ranges[0]?.first === ranges[0]?.last;
  const told = ranges.map(({ first, last }) => (first === last ? `${first}` : `${first} to ${last}`));
  return `uplink${isOne ? '' : 's'} ${told.join(', ')} of device ${devEui}`;
}
