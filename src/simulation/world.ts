import type { Broker } from '../../mocks/broker/index.ts';
import type { Twin } from '../../mocks/cumulocity/index.ts';
import type { Network } from '../../mocks/lorawan/index.ts';
import type { Clock, VirtualClock } from '../clock/index.ts';
import type { Target } from '../conformance/targets/index.ts';
import type { Journal } from '../recording/index.ts';

/** The documented tenant and user of a world's Cumulocity, and one who may look at everything. */
export interface PlatformAccount {
  /** `tpx.eu-latest.cumulocity.com` unless said otherwise. */
  readonly hostName: string;
  readonly tenantId: string;
  readonly username: string;
  readonly password: string;
}

/** One whole simulated environment: device network, broker, bridge under test, Cumulocity. Each scenario has its own. */
export interface World {
  readonly seed: string;
  readonly clock: Clock;
  /** Absent in a real-time world. */
  readonly virtualClock?: VirtualClock;
  readonly journal: Journal;
  readonly network: Network;
  readonly broker: Broker;
  readonly twin: Twin;
  readonly bridge: Target;
  /** What the bridge signs in to Cumulocity with. */
  readonly account: PlatformAccount;
  /** An administrator of the same tenant, for looking. */
  readonly admin: PlatformAccount;
  /**
   * Waits until `check` gives something other than undefined: advances virtual time, or polls in real time.
   * @throws Error that names what was awaited, when it did not come true within `withinMs`.
   */
  eventually<T>(what: string, check: () => Promise<T | undefined> | T | undefined, withinMs?: number): Promise<T>;
  /** Lets time pass. Only in a virtual-time world. */
  advance(ms: number): Promise<void>;
  /** Ends everything; resolves with what was left behind (timers, sockets, activities), empty when all is well. */
  stop(): Promise<readonly string[]>;
}
