import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection that lost its platform announces a restart that never comes.
 *
 * Must fail: STATE-05 (the platform is back, the connection is not), STATE-08 (no failed restart is ever told of) and
 * STATE-11 (what waited for the platform waits for ever).
 */
const A_HUNDRED_YEARS = 100 * 365 * 24 * 3_600_000;

export default control({
  title: 'A lost connection is not restarted',
  breaks: ['STATE-05', 'STATE-08', 'STATE-11'],
  seenAs: 'No restart per strategy (TXIF-2642)',
  defect: (parts) => ({
    ...parts,
    reconnect: {
      idleLimit: (strategy) => parts.reconnect.idleLimit(strategy),
      offset: () => A_HUNDRED_YEARS,
    },
  }),
});
