import type { HttpRequest } from '../src/bridge/index.ts';
import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: all connections share one breaker: when one of them can't reach its host or is answered 503, nothing is sent
 * for the others for the next ten minutes. That one goes on as it should.
 *
 * Must fail: MULTI-03, where one of two connections has an outage. Requests are told apart by host and account.
 *
 * At first the breaker held up the connection itself, too. Against all chapters that broke whatever is said of the end of an
 * outage, and showed nothing of the others.
 */
const OPEN_MS = 600_000;

export default control({
  title: 'An outage of one connection stops all',
  breaks: ['MULTI-03'],
  seenAs: 'One tenant is down, and no connection delivers',
  defect: (parts) => {
    let until = 0;
    let whose = '';
    const openFor = (request: HttpRequest) => {
      until = parts.clock.now() + OPEN_MS;
      whose = accountOf(request);
    };
    return {
      ...parts,
      http: {
        close: () => parts.http.close(),
        async request(request) {
          if (parts.clock.now() < until && accountOf(request) !== whose) {
            return { status: 503, headers: {}, body: '{"error":"breaker/Open","message":"open"}' };
          }
          try {
            const answer = await parts.http.request(request);
            if (answer.status === 503) openFor(request);
            return answer;
          } catch (error) {
            if (request.signal?.aborted !== true) openFor(request);
            throw error;
          }
        },
      },
    };
  },
});

function accountOf({ url, headers }: HttpRequest): string {
  return `${new URL(url).host} ${headers.authorization ?? ''}`;
}
