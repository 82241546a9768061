import type { Twin } from '../../mocks/cumulocity/index.ts';

/**
 * Cumulocity as far as scenarios look at it, prepare it or let it fail: the twin, or a tenant that the kit does not host.
 * What only the twin can do ends a step with `NotOnThisTarget` there.
 */
export type Platform = Pick<
  Twin,
  | 'addTenant'
  | 'setUser'
  | 'request'
  | 'journal'
  | 'faults'
  | 'forgetRealtimeClients'
  | 'setReach'
  | 'seed'
  | 'settle'
  | 'listen'
  | 'certificateAuthority'
  | 'stats'
>;
