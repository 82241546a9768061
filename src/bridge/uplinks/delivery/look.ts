import type { CumulocityClient, Stored } from '../../cumulocity/cumulocity-client.ts';
import { FRAME_FRAGMENT } from '../../cumulocity/frame-fragment.ts';
import type { EventWrite, MeasurementWrite } from './job.ts';

/**
 * Looks whether writes whose answer was lost are stored after all, and marks them as done: so each is once by effect.
 * One page by source, type and the narrow time that the writes span. (A platform that stores later than this look is
 * not seen: the waits between tries keep that window small.)
 */
export async function look(
  client: CumulocityClient,
  sourceId: string,
  writes: readonly (MeasurementWrite | EventWrite)[],
): Promise<void> {
  const suspects = writes.filter((write) => write.suspect && !write.done);
  for (const kind of ['measurement', 'event'] as const) {
    for (const group of byType(suspects.filter((write) => write.kind === kind))) {
      const times = group.map(({ draft }) => Date.parse(draft.time));
      const what = {
        sourceId,
        type: group[0]?.draft.type ?? '',
        from: new Date(Math.min(...times)).toISOString(),
        // The range's end is exclusive; times are whole milliseconds.
        to: new Date(Math.max(...times) + 1).toISOString(),
      };
      const found =
        kind === 'measurement' ? await client.findMeasurements(what) : await client.findEvents(what);
      const frames = new Set(found.map(frameText));
      for (const write of group) if (frames.has(frameText(write.draft.fragments))) write.done = true;
    }
  }
  // What was not found is not there: from here on it is sent as any other.
  for (const write of suspects) write.suspect = false;
}

function byType<T extends MeasurementWrite | EventWrite>(writes: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
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
