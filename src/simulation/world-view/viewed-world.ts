import type { Twin } from '../../../mocks/cumulocity/index.ts';
import type { Network } from '../../../mocks/lorawan/index.ts';
import type { Random } from '../../random/index.ts';
import type { Journal } from '../../recording/index.ts';
import type { PlatformAccount } from '../account.ts';

/** What the view shows of a world and lets people do to it. */
export interface ViewedWorld {
  /** What a capture of it says of where it comes from: the tool's version and the world's seed. */
  readonly origin: { readonly tool: string; readonly seed: string };
  readonly journal: Journal;
  readonly network: Network;
  readonly twin: Twin;
  readonly account: PlatformAccount;
  /** Who looks into Cumulocity. */
  readonly admin: PlatformAccount;
  readonly random: Random;
  /** Where else one may look, for people. */
  readonly places: readonly { readonly label: string; readonly href: string }[];
  /** The twin in plain HTTP, which commands made for people address. */
  readonly platformUrl: string;
  /** Absent where time can't be changed: a bridge in a process of its own has its own clock. */
  readonly time?: { speed(): number; setSpeed(speed: number): void };
  status(): Promise<WorldStatus>;
}

/** How far the uplinks have come. */
export interface WorldStatus {
  readonly sent: number;
  readonly delivered: number;
  readonly inFlight: number;
  readonly failed: number;
}
