import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection that a person stops misses that all its work has ended, and stays CLOSING for ever. Closing
 * for other reasons (an outage, an update, deactivating) ends as it should.
 *
 * Must fail: STATE-06 (stopping, and starting after it), STATE-13 (three hundred of them), STATE-16 (what waited is never
 * sent, since a start has no effect) and STATE-19 (stopped while it opens). STATE-11's scenario of a stopped connection
 * begins with one that is CLOSED, and is blocked at most.
 *
 * Against all chapters seven more failed, which stop a connection to let uplinks or commands wait: CMD-02, DELIVERY-04,
 * DELIVERY-05, DELIVERY-08, DELIVERY-09, DELIVERY-13 and MULTI-04; four are blocked.
 */
export default control({
  title: 'A stopped connection never leaves CLOSING',
  breaks: [
    'STATE-06',
    'STATE-13',
    'STATE-16',
    'STATE-19',
    'CMD-02',
    'DELIVERY-04',
    'DELIVERY-05',
    'DELIVERY-08',
    'DELIVERY-09',
    'DELIVERY-13',
    'MULTI-04',
  ],
  seenAs: 'Stuck CLOSING (TXIF-2069)',
  defect: (parts) => ({
    ...parts,
    linkTransition: (state, event) =>
      state.phase === 'CLOSING' && state.after === 'stay' && event === 'closed'
        ? undefined
        : parts.linkTransition(state, event),
  }),
});
