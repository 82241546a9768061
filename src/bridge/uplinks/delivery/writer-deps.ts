import type { ConnectionLimits } from '../../connections/connection-limits.ts';
import type { CumulocityClient } from '../../cumulocity/cumulocity-client.ts';
import type { DeviceRegistry } from '../../cumulocity/device-registry.ts';
import type { EventLog } from '../../events/event.ts';
import type { RecentMap } from '../../recent-map.ts';
import type { DeviceSlot } from './job.ts';
import type { RetryOptions } from './retrying.ts';

export interface WriterDeps {
  readonly client: CumulocityClient;
  readonly registry: DeviceRegistry;
  readonly events: EventLog;
  readonly connection: { readonly id: string; readonly name: string };
  readonly limits: ConnectionLimits;
  readonly retry: RetryOptions;
  /** When each device was last located, by DevEUI. */
  readonly lastLocated: RecentMap<string, string>;
  /** Finds or makes the device's managed object; its slot holds no id afterwards where that may not be. */
  readonly register: (device: DeviceSlot) => Promise<void>;
}
