import type { Clock } from '../../../src/clock/index.ts';
import type { Random } from '../../../src/random/index.ts';
import type { Realtime } from '../realtime/index.ts';
import type { Incoming } from '../server/peer.ts';
import type { Tenants } from '../server/tenants.ts';
import type { Unsettled } from '../unsettled.ts';
import type { PageAnswer } from './answers.tsx';

/** What the pages stand on. They read and write as a client does, through the platform's own resources. */
export interface PageParts {
  readonly clock: Clock;
  readonly random: () => Random;
  readonly tenants: Tenants;
  readonly unsettled: Unsettled;
  readonly realtime: Realtime;
}

/** Answers a request for one of the pages. */
export type DeviceManagement = (incoming: Incoming) => Promise<PageAnswer>;
