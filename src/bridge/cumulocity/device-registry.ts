import type { Clock } from '../../clock/index.ts';
import type { DevEui } from '../dev-eui.ts';
import type { EventLog } from '../events/event.ts';
import type { CumulocityClient } from './cumulocity-client.ts';

/** What a device is registered with. */
export interface DeviceProfile {
  readonly devEui: DevEui;
  /** `pId:mId:ver`; blank when the network names no driver. */
  readonly model: string;
}

/** Knows which managed object stands for a device, and makes one where there is none. */
export interface DeviceRegistry {
  /**
   * The managed object's id; undefined when the device is unknown and may not be created.
   *
   * @throws {CumulocityError} when the platform doesn't answer as it should
   */
  resolve(device: DeviceProfile, signal?: AbortSignal): Promise<string | undefined>;
  /** The platform says that the object is gone: the next `resolve` asks again. */
  forget(devEui: DevEui, managedObjectId: string): void;
}

export interface DeviceRegistryDeps {
  readonly client: CumulocityClient;
  readonly clock: Clock;
  readonly events: EventLog;
  readonly connection: { readonly id: string; readonly name: string };
  readonly createDevices: boolean;
  /** How many ids are remembered. Default 100 000. */
  readonly cacheSize?: number;
}

/** Makes the registry of one connection; made anew whenever its link is opened with changed settings. */
export type DeviceRegistryFactory = (deps: DeviceRegistryDeps) => DeviceRegistry;
