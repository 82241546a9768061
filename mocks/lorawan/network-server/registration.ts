import type { EpochMs } from '../../../src/clock/index.ts';
import type { DevEui, DriverName, Position } from '../devices/index.ts';

export type DeviceClass = 'A' | 'C';

/** What an operator told the network of a device when he added it. */
export interface Registration {
  readonly devEui: DevEui;
  readonly appKey: Uint8Array;
  readonly name: string;
  readonly tags: readonly string[];
  /** ThingPark's device profile. */
  readonly profile: { readonly pro: string; readonly ver: string };
  /** Absent: the documents carry no DriverCfg. */
  readonly driver?: DriverName;
  readonly modelCfg: string;
  /** Where the device is; null for one that moves or whose place was never entered. */
  readonly administrativeLocation: Position | null;
  /** What it says of its battery when it joins, see {@link BatteryReport}. */
  readonly battery: number | undefined;
  /** When it listens: A after its own frames, C always (LoRaWAN 1.0.3, chapters 3 and 17). */
  readonly deviceClass: DeviceClass;
  /** The counter of the first frame after a join. */
  readonly firstFCntUp: number;
}

/** What a device last told of its battery, DevStatusAns (LoRaWAN 1.0.3, 5.5): 0 mains, 1 to 254 level, 255 unknown. */
export interface BatteryReport {
  readonly level: number;
  readonly at: EpochMs;
}
