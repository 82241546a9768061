import { control, dropEvents } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an uplink that is too old is dropped, and counted, without a word.
 *
 * Must fail: PARAM-07 (an event names it), and what waits for that event to know that an uplink expired: PARAM-09,
 * PARAM-10, DELIVERY-11, STATE-16. MSG-15 looks at the counter, which is right.
 *
 * A run of whole chapters showed one more: STATE-11: one of its scenarios lets a validity pass during an outage.
 *
 * Against all chapters METRIC-07 failed as well: its log line is that of the event.
 */
export default control({
  title: 'An expired uplink is dropped without an event',
  breaks: ['PARAM-07', 'PARAM-09', 'PARAM-10', 'DELIVERY-11', 'STATE-16', 'STATE-11', 'METRIC-07'],
  seenAs: 'An expired uplink dropped without an event',
  defect: dropEvents('message-expired'),
});
