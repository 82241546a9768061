import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: after an answer that leaves open whether the data were stored, they are sent again without a look. Here
 * the look finds nothing, whatever is there.
 *
 * Must fail: all that loses an answer to something that was stored: MSG-06, DELIVERY-01 (an hour of lost answers),
 * DELIVERY-03 (the location event), DELIVERY-08 (what was kept of a refused bulk request), DELIVERY-11 (what has arrived is
 * told as expired), DURABLE-04 (killed before the answer), PARAM-12 (a document whose answer is lost).
 *
 * Deviation from what was foreseen before the first run: MSG-19, which was written meanwhile, is about refused bulk requests
 * as DELIVERY-08 is.
 */
const DATA = /^\/(measurement\/measurements|event\/events)\b/;

export default control({
  title: 'After a lost answer the data are sent again without a look',
  breaks: [
    'MSG-06',
    'DELIVERY-01',
    'DELIVERY-03',
    'DELIVERY-08',
    'DELIVERY-11',
    'DURABLE-04',
    'MSG-19',
    'PARAM-12',
  ],
  seenAs: 'A full notification backlog answers 500 although the data are stored: duplicates',
  wire: {
    response: (response, request) =>
      request.method === 'GET' && DATA.test(request.path) && response.status === 200
        ? { ...response, body: JSON.stringify({ measurements: [], events: [] }) }
        : response,
  },
});
