import type { DevEui } from '../dev-eui.ts';
import type { DriverCfg } from '../uplinks/uplink.ts';

/** A device as the management API lists it. */
export interface Device {
  readonly devEui: DevEui;
  readonly name?: string;
  readonly tags: readonly string[];
  /** Ids of the connections assigned to this device. */
  readonly connectionIds: readonly string[];
  /** ISO 8601; absent before the first uplink. */
  readonly lastUplink?: string;
  /** Which driver its last uplink named: its commands are encoded by it. */
  readonly driverCfg?: DriverCfg;
}

/** What the uplink side tells about devices it meets. Must be cheap: it is called for every uplink. */
export interface DeviceSightings {
  seen(sighting: {
    readonly devEui: DevEui;
    readonly time: string;
    readonly name?: string;
    readonly tags: readonly string[];
    readonly driverCfg?: DriverCfg;
  }): void;
}
