import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a running connection that is set inactive goes on running until the bridge is started again.
 *
 * Must fail: PARAM-02, which is about this, and STATE-19, in which it is deactivated while opening. STATE-16 begins with
 * deactivated connections: blocked at most, since what comes for one that runs on is sent all the same.
 */
export default control({
  title: 'A connection that is set inactive goes on running',
  breaks: ['PARAM-02', 'STATE-19'],
  seenAs: 'Deactivating is ignored',
  defect: (parts) => ({
    ...parts,
    linkTransition: (state, event) =>
      event === 'deactivate' ? undefined : parts.linkTransition(state, event),
  }),
});
