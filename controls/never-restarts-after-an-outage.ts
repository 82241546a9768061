import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection that lost its platform announces a restart that never comes.
 *
 * Must fail: STATE-05 (the platform is back, the connection is not) and STATE-11 (what waited for the platform waits for
 * ever).
 *
 * Foreseen as well before the first run, and wrong: STATE-08. Its event "Connection restart failed" is told at the first
 * opening that fails, so that no restart is needed for it.
 */
const A_HUNDRED_YEARS = 100 * 365 * 24 * 3_600_000;

export default control({
  title: 'A lost connection is not restarted',
  breaks: ['STATE-05', 'STATE-11'],
  seenAs: 'No restart per strategy (TXIF-2642)',
  defect: (parts) => ({
    ...parts,
    reconnect: {
      idleLimit: (strategy) => parts.reconnect.idleLimit(strategy),
      offset: () => A_HUNDRED_YEARS,
    },
  }),
});
