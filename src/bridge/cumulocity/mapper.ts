import type { Point } from '../drivers/driver-host.ts';
import type { Uplink } from '../uplinks/uplink.ts';
import type { EventDraft, MeasurementDraft, Position } from './drafts.ts';

/** What one uplink becomes in Cumulocity; the source's id is added when it is sent. */
export interface Mapped {
  readonly measurements: readonly MeasurementDraft[];
  readonly events: readonly EventDraft[];
  /** Where the device now is, for `c8y_Position` on its managed object, and since when. */
  readonly position?: { readonly at: string; readonly value: Position };
  /** What had to be left out, for people. */
  readonly warnings: readonly string[];
}

/** Turns an uplink and its points into Cumulocity's data; pure. */
export interface Mapper {
  map(uplink: Uplink, points: Readonly<Record<string, Point>>): Mapped;
}
