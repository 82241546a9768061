import { changeBody, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a position is told as an event, and the device's own object never gets it: on the map the device does not move,
 * or is not there at all. Here the position is taken out of whatever is written to the inventory.
 *
 * Must fail: all that looks where the device is: MAP-08, MAP-09, MAP-10 (where it stays), MAP-16 (where the network located it) and
 * DELIVERY-03 (beside the event). MAP-11 and DELIVERY-14 look at the event only.
 */
export default control({
  title: 'A position is told as an event and does not move the device',
  breaks: ['MAP-08', 'MAP-09', 'MAP-10', 'MAP-16', 'DELIVERY-03'],
  seenAs: 'Location only as an event and not on the device (TXIF-1801)',
  wire: {
    request: (request) =>
      request.path.startsWith('/inventory/')
        ? changeBody(request, ({ c8y_Position: _, ...rest }) => rest)
        : request,
  },
});
