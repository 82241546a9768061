import { z } from 'zod';
import { isoTime } from '../../src/clock/index.ts';
import { expectedSeries, type PlatformReader, type ReadMeasurement } from '../../src/simulation/index.ts';
import type { Frame } from './frame-ledger.ts';
import type { JudgedFrame, StoredFrame } from './judge.ts';

/** What Cumulocity holds in the end, frame by frame. */
export interface Contents {
  readonly frames: readonly JudgedFrame[];
  /** Measurements that belong to no frame that was sent. */
  readonly strangers: readonly string[];
}

const seriesSchema = z.record(z.string(), z.object({ value: z.number() }));

/** Voltage is carried in millivolt: the conversion may not lose a whole one. */
const TOLERANCE = 0.0005;
const LOCATION_EVENT = 'c8y_LocationUpdate';

/** Looks up each frame by its device and its time, and compares its values with what the device measured. */
export async function readContents(reader: PlatformReader, frames: readonly Frame[]): Promise<Contents> {
  const judged: JudgedFrame[] = [];
  const strangers: string[] = [];
  for (const [devEui, own] of grouped(frames, ({ uplink }) => uplink.devEui)) {
    const source = await reader.sourceOf(devEui);
    const since = isoTime(Math.min(...own.map(({ uplink }) => uplink.at)));
    const measurements = source === undefined ? [] : await reader.measurements(source, since);
    const events = source === undefined ? [] : await reader.events(source, since);
    const byTime = grouped(measurements, ({ time }) => Date.parse(time));
    const located = grouped(
      events.filter(({ type }) => type === LOCATION_EVENT),
      ({ time }) => Date.parse(time),
    );
    for (const frame of own) {
      const { at } = frame.uplink;
      const stored = storedFrame(frame, byTime.get(at) ?? [], located.get(at)?.length ?? 0);
      byTime.delete(at);
      judged.push({
        devEui,
        fCntUp: frame.uplink.fCntUp,
        acknowledged: frame.acknowledged !== undefined,
        handovers: frame.handovers,
        stored,
      });
    }
    for (const [at] of byTime)
      strangers.push(`measurement of ${devEui} at ${isoTime(at)}: nothing was sent then`);
  }
  return { frames: judged, strangers };
}

function storedFrame(
  { uplink }: Frame,
  measurements: readonly ReadMeasurement[],
  locations: number,
): StoredFrame | undefined {
  if (measurements.length === 0) return undefined;
  const wrong: string[] = [];
  // Values that no library fragment is known for leave the measurement itself to be counted.
  let copies = 1;
  for (const { fragment, series, value } of expectedSeries(uplink.values ?? {})) {
    const held = measurements.flatMap((measurement) => {
      const parsed = seriesSchema.safeParse(measurement[fragment]);
      return parsed.success ? (parsed.data[series]?.value ?? []) : [];
    });
    copies = Math.max(copies, held.length);
    if (held.length === 0) wrong.push(`${fragment}.${series} is missing`);
    const other = held.find((found) => Math.abs(found - value) > TOLERANCE);
    if (other !== undefined) wrong.push(`${fragment}.${series} is ${other}, the device measured ${value}`);
  }
  if (uplink.values?.location !== undefined) {
    copies = Math.max(copies, locations);
    if (locations === 0) wrong.push('the event of its position is missing');
  }
  return {
    copies,
    // Ids are drawn from one sequence when the data are stored.
    arrival: Math.min(...measurements.map(({ id }) => Number(id))),
    ...(wrong.length === 0 ? {} : { wrong: wrong.join('; ') }),
  };
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
