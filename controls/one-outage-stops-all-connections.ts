import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: all connections share one breaker: when a host can't be reached or answers 503, nothing is sent to any
 * host for the next ten minutes.
 *
 * Must fail: MULTI-03, where one of two connections has an outage. (With a single connection the breaker only makes an outage
 * longer, within what the scenarios of this chapter allow.)
 */
const OPEN_MS = 600_000;

export default control({
  title: 'An outage of one connection stops all',
  breaks: ['MULTI-03'],
  seenAs: 'One tenant is down, and no connection delivers',
  defect: (parts) => {
    let until = 0;
    return {
      ...parts,
      http: {
        close: () => parts.http.close(),
        async request(request) {
          if (parts.clock.now() < until) {
            return { status: 503, headers: {}, body: '{"error":"breaker/Open","message":"open"}' };
          }
          try {
            const answer = await parts.http.request(request);
            if (answer.status === 503) until = parts.clock.now() + OPEN_MS;
            return answer;
          } catch (error) {
            if (request.signal?.aborted !== true) until = parts.clock.now() + OPEN_MS;
            throw error;
          }
        },
      },
    };
  },
});
