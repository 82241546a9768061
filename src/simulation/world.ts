import type { Broker } from '../../mocks/broker/index.ts';
import type { Network } from '../../mocks/lorawan/index.ts';
import type { Clock, VirtualClock } from '../clock/index.ts';
import type { Target } from '../conformance/targets/index.ts';
import type { Journal } from '../recording/index.ts';
import type { PlatformAccount } from './account.ts';
import type { HostBehaviour } from './hosts.ts';
import type { Platform } from './platform.ts';
import type { Posting } from './post-uplinks.ts';

/** How long `World.eventually` waits unless told otherwise, in milliseconds of the world's clock. */
export const DEFAULT_PATIENCE_MS = 60_000;

/** One whole simulated environment: device network, broker, bridge under test, Cumulocity. Each scenario has its own. */
export interface World {
  readonly seed: string;
  readonly clock: Clock;
  /** Absent in a real-time world. */
  readonly virtualClock?: VirtualClock;
  readonly journal: Journal;
  readonly network: Network;
  /** The world's own broker; nobody is on it in a world that uses one outside. */
  readonly broker: Broker;
  readonly cumulocity: Platform;
  readonly bridge: Target;
  /** What the bridge signs in to Cumulocity with. */
  readonly account: PlatformAccount;
  /** An administrator of the same tenant, for looking. */
  readonly admin: PlatformAccount;
  /** Says how a host behaves that the bridge may be told to call; one that is not declared must not be called. */
  declareHost(hostName: string, behaviour: HostBehaviour): void;
  /**
   * Lets the network hand its documents over by HTTP instead of MQTT, or by both, until what comes back is called.
   * @throws Error when the bridge's settings have no such way in
   */
  postUplinks(posting?: Posting): () => void;
  /** What nobody foresaw: errors inside the bridge, failed timers, calls of hosts that nobody declared. */
  unexpected(): readonly string[];
  /**
   * Waits until `check` gives something other than undefined: advances virtual time, or polls in real time.
   * @throws Error that names what was awaited, when it did not come true within `withinMs` (one minute by default).
   */
  eventually<T>(
    what: string,
    check: () => Promise<T | undefined> | T | undefined,
    withinMs?: number,
  ): Promise<T>;
  /** Lets time pass. @throws Error in a real-time world */
  advance(ms: number): Promise<void>;
  /**
   * Lets time pass in which something is not to happen. Around a bridge that the kit does not host it is watched for a
   * moment only.
   * @throws Error in another real-time world
   */
  watch(ms: number): Promise<void>;
  /**
   * Resolves when nothing has gone over the wires for a moment, as nothing does between two steps in virtual time. Only in a
   * world in real time whose scenarios were written for virtual time.
   */
  quiet?(): Promise<void>;
  /** Ends everything; resolves with what was left behind (timers, activities, clients), empty when all is well. */
  stop(): Promise<readonly string[]>;
}
