import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an answer is an answer. That Cumulocity is busy or broken (429, 5xx) is taken for "stored", and the data
 * are gone.
 *
 * Must fail: MSG-11, which is about this; MSG-10, whose second scenario has the first of five refused, and MSG-13, one of
 * whose uplinks takes several attempts; DELIVERY-01 and DELIVERY-03 (data or an event refused with 503), DELIVERY-07 and
 * MULTI-05 (429). Refusals for good (4xx) are seen as before, and so are broken connections.
 *
 * Against all chapters METRIC-02 failed as well: an uplink that is tried again is to be counted once.
 */
const DATA = /^\/(measurement\/measurements|event\/events)\b/;

export default control({
  title: 'A server error counts as success, and the data are lost',
  breaks: [
    'MSG-10',
    'MSG-11',
    'MSG-13',
    'DELIVERY-01',
    'DELIVERY-03',
    'DELIVERY-07',
    'MULTI-05',
    'METRIC-02',
  ],
  seenAs: 'A non-2xx answer loses the message',
  wire: {
    response: (response, request) =>
      request.method === 'POST' &&
      DATA.test(request.path) &&
      (response.status >= 500 || response.status === 429)
        ? { ...response, status: 201, body: '' }
        : response,
  },
});
