import { type CumulocityClient, LARGEST_PAGE, type Stored } from '../../cumulocity/cumulocity-client.ts';
import { FRAME_FRAGMENT } from '../../cumulocity/frame-fragment.ts';
import type { EventWrite, MeasurementWrite, Write } from './job.ts';

type Sought = MeasurementWrite | EventWrite;

/**
 * Looks whether writes whose answer was lost are stored after all, and marks them as done: so each is once by effect.
 * One page by source, type and the narrow time that the writes span; where a page is full, half of that time at once.
 * (A platform that stores later than this look is not seen: the waits between tries keep that window small. A position
 * is not looked for: written twice, it is the same.)
 */
export async function look(
  client: CumulocityClient,
  sourceId: string,
  writes: readonly Write[],
): Promise<void> {
  const suspects = writes.filter(isSought);
  for (const kind of ['measurement', 'event'] as const) {
    for (const group of byType(suspects.filter((write) => write.kind === kind))) {
      await lookFor(client, sourceId, group);
    }
  }
  // What was not found is not there: from here on it is sent as any other.
  for (const write of suspects) write.suspect = false;
}

function isSought(write: Write): write is Sought {
  return write.kind !== 'position' && write.suspect && !write.done;
}

/** Writes of one kind and type. */
async function lookFor(client: CumulocityClient, sourceId: string, group: readonly Sought[]): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const times = group.map(timeOf);
  const from = Math.min(...times);
  const last = Math.max(...times);
  const what = {
    sourceId,
    type: first.draft.type,
    from: new Date(from).toISOString(),
    // The range's end is exclusive; times are whole milliseconds.
    to: new Date(last + 1).toISOString(),
  };
  const isMeasurement = first.kind === 'measurement';
  const found = isMeasurement ? await client.findMeasurements(what) : await client.findEvents(what);
  const frames = new Set(found.map(frameText));
  for (const write of group) if (frames.has(frameText(write.draft.fragments))) write.done = true;
  if (found.length < LARGEST_PAGE || from === last) return;
  const middle = Math.floor((from + last) / 2);
  const left = group.filter((write) => !write.done);
  await lookFor(
    client,
    sourceId,
    left.filter((write) => timeOf(write) <= middle),
  );
  await lookFor(
    client,
    sourceId,
    left.filter((write) => timeOf(write) > middle),
  );
}

function timeOf({ draft }: Sought): number {
  return Date.parse(draft.time);
}

function byType(writes: readonly Sought[]): Sought[][] {
  const groups = new Map<string, Sought[]>();
  for (const write of writes) {
    groups.set(write.draft.type, [...(groups.get(write.draft.type) ?? []), write]);
  }
  return [...groups.values()];
}

/** The frame's identity as a text to compare, whatever the order of its entries in the answer. */
function frameText(fragments: Stored): string {
  const frame = fragments[FRAME_FRAGMENT];
  if (typeof frame !== 'object' || frame === null) return 'none';
  return JSON.stringify(
    Object.entries(frame)
      .map(([name, value]) => [name, numberOf(value)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** A series' number, or the entry itself: an answer may add a unit or more to a series. */
function numberOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'value' in entry ? entry.value : entry;
}
