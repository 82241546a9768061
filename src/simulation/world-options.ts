import type { BridgeConfigInput, BridgeParts } from '../bridge/index.ts';
import type { EpochMs } from '../clock/index.ts';
import type { WireSpec } from '../conformance/controls/index.ts';
import type { Ledger, LoadedDescription } from '../conformance/targets/index.ts';

/** A change of single settings; what is left out keeps the world's own value. */
export type BridgeSettings = {
  readonly [Section in keyof BridgeConfigInput]?: Partial<NonNullable<BridgeConfigInput[Section]>>;
};

/** What a world is to be like; only `seed` and `run` have to be given. */
export interface WorldOptions {
  /** The description of a bridge that the kit does not host, in place of the reference; all else about it is then moot. */
  readonly target?: LoadedDescription;
  /** Where the run keeps what it has made on that target. */
  readonly ledger?: Ledger;
  /** Everything that the world makes up follows from it. */
  readonly seed: string;
  /** Names of the run and the scenario in the envelopes. */
  readonly run: string;
  readonly scenario?: string;
  /** `virtual` unless told otherwise: no sockets, and time passes only when it is advanced. */
  readonly time?: 'virtual' | 'real';
  /** When a virtual world begins; a Monday noon unless told otherwise. A real one begins now. */
  readonly start?: EpochMs;
  /** How the bridge runs; `in-process` unless told otherwise. A process needs real time. */
  readonly bridge?: 'in-process' | 'process';
  /**
   * Whether its scenario was written for virtual time although the bridge is a process: spans are cut short then, and what
   * needs long ones ends a step with `NotOnThisTarget`.
   */
  readonly unhurried?: boolean;
  /** Flags of Node for a bridge in a process of its own, such as `--expose-gc`. */
  readonly nodeFlags?: readonly string[];
  /** A broker outside of the world, in place of its own. Needs real time. */
  readonly brokerUrl?: string;
  /** Whether the twin is reached over TLS, in a real-time world; true unless told otherwise. */
  readonly tls?: boolean;
  /**
   * Where the bridge's requests to Cumulocity go: into the twin, or over its own HTTPS transport to the documented
   * host, which somebody must answer for. `twin` unless told otherwise.
   */
  readonly http?: 'twin' | 'documented-host';
  /** Breaks the bridge on purpose, in its parts. Not for a bridge in a process of its own. */
  readonly defect?: (parts: BridgeParts) => BridgeParts;
  /** Corrupts what passes between a `target` and its neighbours. */
  readonly wire?: WireSpec;
  /** Settings of the bridge that differ from the world's. */
  readonly config?: BridgeSettings;
}
