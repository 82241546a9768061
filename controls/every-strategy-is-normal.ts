import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the parameter reconnectStrategy is stored and read back; every connection is tried again as a NORMAL one.
 *
 * Must fail: PARAM-17 and PARAM-19, the strategies that are not NORMAL, and STATE-12, in which a change of the strategy
 * moves the next restart.
 */
export default control({
  title: 'Each strategy is taken for NORMAL',
  breaks: ['PARAM-17', 'PARAM-19', 'STATE-12'],
  seenAs: 'No restart per strategy (TXIF-2642)',
  defect: (parts) => ({
    ...parts,
    reconnect: {
      offset: (_strategy, attempt) => parts.reconnect.offset('NORMAL', attempt),
      idleLimit: (strategy) => parts.reconnect.idleLimit(strategy),
    },
  }),
});
