import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: data that Cumulocity finds invalid are taken for an error of its own, and are tried again and again.
 *
 * Must fail: MSG-12: no event tells of them. (What waits behind them comes through, since Cumulocity finds only the first
 * try invalid there.) The first run showed two more, both rightly: MSG-13, since what is never given up is never counted as
 * failed, and MSG-19, since that a device was deleted is told by the same status.
 *
 * Against all chapters six more failed: IDENT-02, IDENT-07, DELIVERY-08 and DELIVERY-13, in which a device was deleted as in
 * MSG-19; METRIC-03 and METRIC-07, since what is never given up is neither counted nor logged.
 */
export default control({
  title: 'Invalid data are tried again and again',
  breaks: [
    'MSG-12',
    'MSG-13',
    'MSG-19',
    'IDENT-02',
    'IDENT-07',
    'DELIVERY-08',
    'DELIVERY-13',
    'METRIC-03',
    'METRIC-07',
  ],
  seenAs: 'A message that is refused for good holds up all others',
  defect: (parts) => ({
    ...parts,
    http: {
      close: () => parts.http.close(),
      async request(request) {
        const answer = await parts.http.request(request);
        return answer.status === 422 ? { ...answer, status: 500 } : answer;
      },
    },
  }),
});
