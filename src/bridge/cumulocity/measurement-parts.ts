import type { FrameIdentity } from '../uplinks/uplink.ts';
import type { MeasurementDraft, SeriesValue } from './drafts.ts';
import { FRAME_FRAGMENT, frameSeries } from './frame-fragment.ts';

/** The type of every measurement that the bridge makes of an uplink. */
export const MEASUREMENT_TYPE = 'iotFlow_Uplink';

interface Part {
  readonly time: string;
  readonly fragments: Record<string, Record<string, SeriesValue>>;
}

/** Gathers a frame's values into one measurement a time; a series that has one there already opens another. */
export class MeasurementParts {
  readonly #parts: Part[] = [];

  add(time: string, fragment: string, series: string, value: SeriesValue): void {
    for (const part of this.#parts) if (part.time === time && place(part, fragment, series, value)) return;
    this.#parts.push({ time, fragments: { [fragment]: { [series]: value } } });
  }

  /** The measurements, the oldest first. A frame without any value still makes one: it was there. */
  drafts(frame: FrameIdentity, time: string): MeasurementDraft[] {
    if (this.#parts.length === 0) this.#parts.push({ time, fragments: {} });
    this.#parts.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
    return this.#parts.map(({ time: at, fragments }, part) => {
      fragments[FRAME_FRAGMENT] = frameSeries(frame, part);
      return { type: MEASUREMENT_TYPE, time: at, fragments };
    });
  }
}

/** Says whether there was room for it. */
function place({ fragments }: Part, fragment: string, series: string, value: SeriesValue): boolean {
  const held = fragments[fragment];
  if (held === undefined) fragments[fragment] = { [series]: value };
  else if (held[series] === undefined) held[series] = value;
  else return false;
  return true;
}
