import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: each attempt to send data is counted as an uplink, also one that Cumulocity answered with a server error
 * and that is made again.
 *
 * Must fail: MSG-13 and METRIC-02, each with a scenario in which Cumulocity fails a few times before it takes the data.
 * What the counters forget is told right all the same, and the metrics page agrees with the management API.
 */
export default control({
  title: 'An uplink that took several attempts is counted several times',
  breaks: ['MSG-13', 'METRIC-02'],
  seenAs: 'Counters wrong (TXIF-1822, TXIF-2075)',
  defect: (parts) => {
    let failures = 0;
    return {
      ...parts,
      http: {
        close: () => parts.http.close(),
        request: async (request) => {
          const response = await parts.http.request(request);
          const isData = request.method === 'POST' && request.url.endsWith('/measurement/measurements');
          if (isData && response.status >= 500) failures += 1;
          return response;
        },
      },
      createSupervisor: (deps) => {
        const supervisor = parts.createSupervisor(deps);
        return {
          ...supervisor,
          metrics: (id) => {
            const metrics = supervisor.metrics(id);
            return {
              ...metrics,
              uplinksLast1h: metrics.uplinksLast1h + failures,
              uplinksLast24h: metrics.uplinksLast24h + failures,
            };
          },
        };
      },
    };
  },
});
