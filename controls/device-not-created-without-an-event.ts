import { control, dropEvents } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an uplink of a device that is unknown and may not be created is skipped, and nobody is told.
 *
 * Must fail: PARAM-05, which wants an error event. PARAM-06 has a scenario that begins with such an event, and is blocked at
 * most; DELIVERY-08 and MULTI-01 look at what the other devices get.
 */
export default control({
  title: 'An uplink of a device that is not to be created is dropped without an event',
  breaks: ['PARAM-05'],
  seenAs: 'createDevices: false drops without an event',
  defect: dropEvents('device-not-created'),
});
