import type { EventDraft, MeasurementDraft } from '../../cumulocity/drafts.ts';
import type { Located } from '../../cumulocity/mapper.ts';
import type { DevEui } from '../../dev-eui.ts';
import type { Route } from '../../flows/route.ts';
import type { Position } from '../../storage/storage.ts';
import type { Uplink } from '../uplink.ts';

/** One write to Cumulocity and how far it is. A write that is done is never done again. */
export type Write = {
  done: boolean;
  /** It may have been stored although no answer said so: look before it is sent. */
  suspect: boolean;
} & (
  | { readonly kind: 'measurement'; readonly draft: MeasurementDraft }
  | { readonly kind: 'event'; readonly draft: EventDraft }
  | { readonly kind: 'position'; readonly located: Located }
);

export type MeasurementWrite = Extract<Write, { kind: 'measurement' }>;
export type EventWrite = Extract<Write, { kind: 'event' }>;
export type PositionWrite = Extract<Write, { kind: 'position' }>;

/** What finally became of an uplink. */
export type Outcome = 'delivered' | 'expired' | 'rejected' | 'skipped';

/** A device within a batch: its jobs share one managed object, also when that is replaced. */
export interface DeviceSlot {
  readonly devEui: DevEui;
  readonly model: string;
  /** The managed object's id, once it is known. */
  id?: string;
  readonly jobs: Job[];
}

/** One uplink on its way to one connection. */
export interface Job {
  readonly position: Position;
  readonly uplink: Uplink;
  readonly route: Route;
  readonly device: DeviceSlot;
  /** Bound to be looked for first: the bridge was stopped while it may have been under way. */
  readonly suspect: boolean;
  /** Absent before it was decoded and mapped. */
  writes?: readonly Write[];
  /** Some of it was refused by the platform and set aside. */
  rejected: boolean;
  outcome?: Outcome;
}
