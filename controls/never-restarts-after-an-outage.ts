import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection that lost its platform announces a restart that never comes.
 *
 * Must fail: STATE-05 (the platform is back, the connection is not), STATE-11 (what waited for the platform waits for
 * ever), STATE-03 and STATE-04 (a running link that is lost is CLOSED; it takes the next attempt to find the platform
 * UNREACHABLE).
 *
 * Deviations from what was foreseen before the first run: STATE-08 was named and holds, because its event "Connection
 * restart failed" is told at the first opening that fails, so that no restart is needed for it. STATE-03 and STATE-04 were
 * not named, because the way from OPENED by CLOSED to UNREACHABLE was not thought of.
 */
const A_HUNDRED_YEARS = 100 * 365 * 24 * 3_600_000;

export default control({
  title: 'A lost connection is not restarted',
  breaks: ['STATE-03', 'STATE-04', 'STATE-05', 'STATE-11'],
  seenAs: 'No restart per strategy (TXIF-2642)',
  defect: (parts) => ({
    ...parts,
    reconnect: {
      idleLimit: (strategy) => parts.reconnect.idleLimit(strategy),
      offset: () => A_HUNDRED_YEARS,
    },
  }),
});
