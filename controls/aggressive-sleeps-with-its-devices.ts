import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an AGGRESSIVE connection is not restarted when no uplink came for an hour.
 *
 * Must fail: PARAM-19 alone.
 */
export default control({
  title: 'AGGRESSIVE never restarts a connection that has fallen silent',
  breaks: ['PARAM-19'],
  seenAs: 'No restart per strategy (TXIF-2642)',
  defect: (parts) => ({
    ...parts,
    reconnect: {
      offset: (strategy, attempt) => parts.reconnect.offset(strategy, attempt),
      idleLimit: () => undefined,
    },
  }),
});
