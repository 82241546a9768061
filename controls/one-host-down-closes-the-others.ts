import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: once a host could not be reached, no other host is called any more.
 *
 * Must fail: STATE-14 and MULTI-03, where one of two hosts has an outage. Where there is one host only, all is well.
 */
export default control({
  title: 'A host that is down closes all others',
  breaks: ['MULTI-03', 'STATE-14'],
  seenAs: 'One tenant is down, and no connection delivers',
  defect: (parts) => {
    let down: string | undefined;
    return {
      ...parts,
      http: {
        close: () => parts.http.close(),
        async request(request) {
          if (down !== undefined && down !== new URL(request.url).host) {
            return { status: 503, headers: {}, body: '{"error":"breaker/Open","message":"open"}' };
          }
          try {
            return await parts.http.request(request);
          } catch (error) {
            if (request.signal?.aborted !== true) down = new URL(request.url).host;
            throw error;
          }
        },
      },
    };
  },
});
