import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: requests to the platform have no time-outs, neither for the connection nor for the answer.
 *
 * Must fail: STATE-04, which is about this; STATE-03, one of whose hosts swallows all packets; STATE-19, in which a silent
 * platform is found out after a restart. STATE-14 starts from such a host and is blocked.
 *
 * Against all chapters IDENT-05 and DELIVERY-01 failed as well: they have an answer that never comes.
 */
const NEVER_MS = 100 * 365 * 24 * 3_600_000;

export default control({
  title: 'A silent server is waited for without end',
  breaks: ['STATE-03', 'STATE-04', 'STATE-19', 'IDENT-05', 'DELIVERY-01'],
  seenAs: 'No timeout on a silent server (TXIF-2268)',
  defect: (parts) => ({
    ...parts,
    http: {
      request: (request) =>
        parts.http.request({
          ...request,
          timeouts: { connectMs: NEVER_MS, headersMs: NEVER_MS, bodyMs: NEVER_MS },
        }),
      close: () => parts.http.close(),
    },
  }),
});
