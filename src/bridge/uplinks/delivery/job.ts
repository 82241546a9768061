import type { EventDraft, MeasurementDraft } from '../../cumulocity/drafts.ts';
import type { Located } from '../../cumulocity/mapper.ts';
import type { DevEui } from '../../dev-eui.ts';
import { idOf } from '../../drivers/resolve-driver.ts';
import type { Route } from '../../flows/route.ts';
import type { LogEntry, Position } from '../../storage/storage.ts';
import type { Uplink } from '../uplink.ts';
import type { RoutedUplink } from '../uplink-log.ts';

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
export type Outcome = 'delivered' | 'expired' | 'rejected' | 'skipped' | 'dropped';

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
  /** The network's document as it came. */
  readonly document: string;
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

/** The job of an entry that is routed to the connection; `devices` holds those of the batch so far. */
export function newJob(
  { position, value: { uplink, document, routes } }: LogEntry<RoutedUplink>,
  connectionId: string,
  devices: Map<string, DeviceSlot>,
  suspect: boolean,
): Job[] {
  const route = routes.find((one) => one.connectionId === connectionId);
  if (route === undefined) return [];
  const device = devices.get(uplink.devEui) ?? { devEui: uplink.devEui, model: modelOf(uplink), jobs: [] };
  devices.set(uplink.devEui, device);
  const job: Job = { position, uplink, document, route, device, suspect, rejected: false };
  device.jobs.push(job);
  return [job];
}

/** Whether some of it may be in Cumulocity already. */
export function isUnderWay({ writes, suspect }: Job): boolean {
  return writes === undefined ? suspect : writes.some((write) => write.done || write.suspect);
}

/** `pId:mId:ver` of the device's model, else of its driver; blank without one. */
function modelOf({ driverCfg }: Uplink): string {
  const part = driverCfg?.model ?? driverCfg?.application;
  return part === undefined ? (driverCfg?.id ?? '') : idOf(part);
}
