import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a platform that asks to slow down (429) is taken for one that fails (503): the bridge goes on at its own
 * pace, and then gives up the link.
 *
 * Must fail: DELIVERY-07. What is sent arrives all the same, later.
 */
export default control({
  title: 'A connection that is asked to slow down breaks',
  breaks: ['DELIVERY-07'],
  seenAs: '429 counts as an outage; Retry-After is not honoured',
  wire: {
    response: (response) => {
      if (response.status !== 429) return response;
      const { 'retry-after': _ignored, ...headers } = response.headers;
      return { ...response, status: 503, headers };
    },
  },
});
