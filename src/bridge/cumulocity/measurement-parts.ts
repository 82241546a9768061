import type { FrameIdentity } from '../uplinks/uplink.ts';
import type { Fragment, MeasurementDraft, SeriesValue } from './drafts.ts';
import { FRAME_FRAGMENT, frameSeries } from './frame-fragment.ts';

/** The type of every measurement that the bridge makes of an uplink. */
export const MEASUREMENT_TYPE = 'iotFlow_Uplink';

/** Gathers a frame's values into one measurement a time; a series that has one there already opens another. */
export class MeasurementParts {
  readonly #parts: { readonly time: string; readonly fragments: Map<string, Record<string, SeriesValue>> }[] =
    [];

  add(time: string, fragment: string, series: string, value: SeriesValue): void {
    let part = this.#parts.find(
      (candidate) => candidate.time === time && candidate.fragments.get(fragment)?.[series] === undefined,
    );
    if (part === undefined) {
      part = { time, fragments: new Map() };
      this.#parts.push(part);
    }
    const held = part.fragments.get(fragment) ?? {};
    held[series] = value;
    part.fragments.set(fragment, held);
  }

  /** The measurements, the oldest first. A frame without any value still makes one: it was there. */
  drafts(frame: FrameIdentity, time: string): MeasurementDraft[] {
    if (this.#parts.length === 0) this.#parts.push({ time, fragments: new Map() });
    return [...this.#parts]
      .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
      .map(({ time, fragments }, part) => ({
        type: MEASUREMENT_TYPE,
        time,
        fragments: {
          ...Object.fromEntries<Fragment>(fragments),
          [FRAME_FRAGMENT]: frameSeries(frame, part),
        },
      }));
  }
}
