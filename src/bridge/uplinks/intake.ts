import type { DeviceSightings } from '../devices/device-directory.ts';
import type { EventLog } from '../events/event.ts';
import type { RoutingTable } from '../flows/routing-table.ts';
import type { BridgeParts } from '../parts.ts';

/** How many messages came in, by what became of them. */
export interface IntakeCounts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly unrouted: number;
  /** Join requests, acknowledgements without payload and documents of other roots. */
  readonly filtered: number;
  readonly invalid: number;
}

/** Takes uplinks in: what it has accepted is durable. */
export interface Intake {
  /** Recalls the frames that were accepted lately and subscribes; resolves when the broker was tried once. */
  start(): Promise<void>;
  /** Takes one document in, however it came; resolves when it need not be sent again. */
  accept(payload: Uint8Array): Promise<void>;
  counts(): IntakeCounts;
  /** True while the broker is reached. */
  connected(): boolean;
  close(): Promise<void>;
}

export type IntakeDeps = Pick<
  BridgeParts,
  'clock' | 'mqtt' | 'router' | 'storage' | 'recorder' | 'logger'
> & {
  readonly routing: RoutingTable;
  readonly sightings: DeviceSightings;
  readonly events: EventLog;
  /** MQTT topic filters. Default `mqtt/things/+/uplink`. */
  readonly topics?: readonly string[];
  /** Frames remembered, so that a repeated one is recognised. Default 100 000. */
  readonly rememberFrames?: number;
  /** Told the connections to which a filtered message would have gone. */
  readonly onFiltered?: (connectionIds: readonly string[]) => void;
};
