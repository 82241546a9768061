import { z } from 'zod';
import type { SentUplink } from '../../mocks/lorawan/index.ts';
import { isoTime } from '../clock/index.ts';
import { expectedSeries } from './expected-series.ts';
import type { PlatformReader, ReadMeasurement } from './platform-reader.ts';

/** What became of the frames that the network published. */
export interface LedgerState {
  readonly sent: number;
  /** Found once in Cumulocity, with the values that the device measured. */
  readonly delivered: number;
  readonly inFlight: number;
  /** One line for each frame that was found twice or with other values. */
  readonly faults: readonly string[];
}

/** The two things that the ledger asks Cumulocity. */
type Reader = Pick<PlatformReader, 'sourceOf' | 'measurements'>;

const seriesSchema = z.record(z.string(), z.object({ value: z.number() }));

/** Voltage is carried in millivolt: the conversion may not lose a whole one. */
const TOLERANCE = 0.0005;

/**
 * Holds what was sent against what Cumulocity holds, frame by frame: a frame is known by its device and its time, and
 * its values are the device's own, not what a bridge says of them. Takes each frame once; costs no memory for those
 * that have arrived.
 */
export class DeliveryLedger {
  readonly #reader: Reader;
  readonly #open = new Map<string, SentUplink[]>();
  readonly #sources = new Map<string, string>();
  readonly #faults: string[] = [];
  #sent = 0;
  #delivered = 0;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Adds a frame that must arrive. Frames without measured values are not followed. */
  add(uplink: SentUplink): void {
    if (uplink.values === undefined) return;
    this.#sent += 1;
    const open = this.#open.get(uplink.devEui);
    if (open === undefined) this.#open.set(uplink.devEui, [uplink]);
    else open.push(uplink);
  }

  state(): LedgerState {
    return {
      sent: this.#sent,
      delivered: this.#delivered,
      inFlight: this.#sent - this.#delivered - this.#faults.length,
      faults: this.#faults,
    };
  }

  /** Asks Cumulocity for all frames that were not found yet. @throws what the asking ran into, or the signal's reason */
  async look(signal?: AbortSignal): Promise<LedgerState> {
    for (const [devEui, open] of this.#open) {
      if (open.length > 0) await this.#lookFor(devEui, open, signal);
    }
    return this.state();
  }

  /**
   * Judges these frames once more against all that Cumulocity holds of them: one that came twice after it had been
   * found is noticed here.
   *
   * @returns one line for each frame that is missing, stored twice or stored with other values
   */
  async audit(uplinks: readonly SentUplink[]): Promise<readonly string[]> {
    const faults: string[] = [];
    const measured = uplinks.filter(({ values }) => values !== undefined);
    for (const [devEui, frames] of grouped(measured, ({ devEui }) => devEui)) {
      const source = await this.#reader.sourceOf(devEui);
      const oldest = Math.min(...frames.map(({ at }) => at));
      const held = source === undefined ? [] : await this.#reader.measurements(source, isoTime(oldest));
      const byTime = grouped(held, ({ time }) => Date.parse(time));
      for (const frame of frames) {
        const verdict = judgeFrame(frame, byTime.get(frame.at) ?? []);
        if (verdict === 'missing') faults.push(`frame ${frame.fCntUp} of ${devEui} is missing`);
        else if (verdict !== 'delivered') faults.push(verdict.fault);
      }
    }
    return faults;
  }

  async #lookFor(devEui: string, open: SentUplink[], signal: AbortSignal | undefined): Promise<void> {
    const source = this.#sources.get(devEui) ?? (await this.#reader.sourceOf(devEui, signal));
    if (source === undefined) return;
    this.#sources.set(devEui, source);
    const oldest = Math.min(...open.map((uplink) => uplink.at));
    const found = await this.#reader.measurements(source, isoTime(oldest), signal);
    const still = open.filter((uplink) => !this.#settle(uplink, found));
    open.splice(0, open.length, ...still);
  }

  /** @returns whether nothing more is to be found out about the frame */
  #settle(uplink: SentUplink, found: readonly ReadMeasurement[]): boolean {
    const same = found.filter(({ time }) => Date.parse(time) === uplink.at);
    const verdict = judgeFrame(uplink, same);
    if (verdict === 'missing') return false;
    if (verdict === 'delivered') this.#delivered += 1;
    else this.#faults.push(verdict.fault);
    return true;
  }
}

/** Says whether the measurements of a frame's moment hold each of its values exactly once. */
export function judgeFrame(
  uplink: SentUplink,
  measurements: readonly ReadMeasurement[],
): 'missing' | 'delivered' | { readonly fault: string } {
  if (measurements.length === 0) return 'missing';
  const frame = `frame ${uplink.fCntUp} of ${uplink.devEui} (${isoTime(uplink.at)})`;
  for (const { fragment, series, value } of expectedSeries(uplink.values ?? {})) {
    const held = measurements.flatMap((measurement) => {
      const parsed = seriesSchema.safeParse(measurement[fragment]);
      const one = parsed.success ? parsed.data[series] : undefined;
      return one === undefined ? [] : [one.value];
    });
    if (held.length > 1) return { fault: `${frame}: ${fragment}.${series} is stored ${held.length} times` };
    const only = held[0];
    if (only === undefined) return { fault: `${frame}: ${fragment}.${series} is missing` };
    if (Math.abs(only - value) > TOLERANCE) {
      return { fault: `${frame}: ${fragment}.${series} is ${only}, the device measured ${value}` };
    }
  }
  return 'delivered';
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
