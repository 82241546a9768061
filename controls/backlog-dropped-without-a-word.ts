import { control, dropEvents } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: what falls out of a connection's backlog is counted, and no event names it.
 *
 * Must fail: DELIVERY-04 (retention), DELIVERY-05 (quota), DELIVERY-12 (deletion).
 */
export default control({
  title: 'What a connection can’t keep any longer is dropped without an event',
  breaks: ['DELIVERY-04', 'DELIVERY-05', 'DELIVERY-12'],
  seenAs: 'After a long outage uplinks are missing, and nothing tells which',
  defect: dropEvents('message-dropped'),
});
