import { SlidingCount } from '../connections/sliding-count.ts';
import { createSerial } from '../serial.ts';
import type { Position } from '../storage/storage.ts';
import type { Uplink } from '../uplinks/uplink.ts';
import { openUplinkLog, type RoutedUplink } from '../uplinks/uplink-log.ts';
import type { ConsoleDeps } from './console-deps.ts';

/** What was heard of a device lately. */
export interface Activity {
  /** Uplinks accepted in the last 24 hours, as far as the log goes back. */
  readonly packets: number;
  readonly radio: Uplink['radio'];
  /** Share of frames that were lost, by the gaps in the frame counter of the last ones; undefined after one frame. */
  readonly lossRate: number | undefined;
}

export interface DeviceActivity {
  /** Reads what came since the last time. */
  refresh(): Promise<void>;
  of(devEui: string): Activity | undefined;
  /** The last uplinks of a device, newest first, as far as the log still has them. */
  lastUplinks(devEui: string): Promise<readonly RoutedUplink[]>;
}

interface Heard {
  readonly packets: SlidingCount;
  /** Where the last uplinks stand in the log. */
  positions: readonly Position[];
  counters: readonly number[];
  radio: Uplink['radio'];
}

const DAY_MS = 86_400_000;
/** Entries that are read at most when nobody has looked for long: what is older is not counted. */
const MOST_ENTRIES = 5000;
const AT_ONCE = 500;
const SHOWN_UPLINKS = 10;
const COUNTERS = 20;

/**
 * Follows the log of accepted uplinks, and only when a page asks: no uplink costs more because there is a console. Of an
 * uplink only its place is kept.
 */
export function createDeviceActivity({ clock, storage }: ConsoleDeps): DeviceActivity {
  const log = openUplinkLog(storage);
  const heard = new Map<string, Heard>();
  const inTurn = createSerial();
  let read: Position = 0;

  function note(position: Position, { uplink }: RoutedUplink): void {
    const { devEui, fCntUp, radio, receivedAt } = uplink;
    const before = heard.get(devEui) ?? {
      packets: new SlidingCount(DAY_MS),
      positions: [],
      counters: [],
      radio,
    };
    before.packets.add(Date.parse(receivedAt));
    before.positions = [...before.positions, position].slice(-SHOWN_UPLINKS);
    before.counters = [...before.counters, fCntUp].slice(-COUNTERS);
    before.radio = radio;
    heard.set(devEui, before);
  }

  return {
    refresh: () =>
      inTurn(async () => {
        read = Math.max(read, log.end() - MOST_ENTRIES);
        for (;;) {
          const entries = await log.read(read, AT_ONCE);
          for (const { position, value } of entries) note(position, value);
          const last = entries.at(-1);
          if (last === undefined) return;
          read = last.position;
        }
      }),
    of(devEui) {
      const known = heard.get(devEui);
      if (known === undefined) return undefined;
      const { packets, radio, counters } = known;
      return { packets: packets.count(clock.now()), radio, lossRate: lossRateOf(counters) };
    },
    async lastUplinks(devEui) {
      const positions = heard.get(devEui)?.positions ?? [];
      const entries = await Promise.all(positions.map((position) => log.read(position - 1, 1)));
      return entries
        .flatMap(([entry], index) =>
          entry === undefined || entry.position !== positions[index] ? [] : [entry.value],
        )
        .reverse();
    },
  };
}

/** Counted from where the counter last began anew: a join resets it (LoRaWAN L2 1.0.4, section 4.3.1.5). */
function lossRateOf(counters: readonly number[]): number | undefined {
  const began = counters.findLastIndex(
    (counter, index) => index === 0 || counter <= (counters[index - 1] ?? 0),
  );
  const run = counters.slice(Math.max(0, began));
  const [first] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined || run.length < 2) return undefined;
  return 1 - run.length / (last - first + 1);
}
