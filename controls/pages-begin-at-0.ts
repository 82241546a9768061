import { changeApi, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the pages of flows and connections are counted from 0; without a page the first one is given.
 *
 * Must fail: API-02 (the second page is the third) and INPUT-09 (page 0 is given). In the chapter about bad input also
 * INPUT-05 and INPUT-06, which look on page 1 for the connections that are there.
 *
 * With all chapters, which was not foreseen, also what looks on page 1 for connections: whether a refused one was made,
 * and whether one is still there.
 */
export default control({
  title: 'Pages are counted from 0',
  breaks: ['API-02', 'INPUT-05', 'INPUT-06', 'INPUT-09'],
  breaksElsewhere: [
    'CREATE-06',
    'CREATE-16',
    'UPDATE-01',
    'UPDATE-07',
    'UPDATE-12',
    'DELETE-01',
    'DELETE-02',
    'DELETE-06',
    'STATE-13',
    'SEC-01',
    'DURABLE-01',
    'METRIC-04',
  ],
  seenAs: 'The first twenty entries of a list are never seen',
  defect: changeApi(() => ({
    request(request) {
      const { page } = request.query;
      return /^\/(flows|connections)$/.test(request.path) && /^\d+$/.test(String(page))
        ? { ...request, query: { ...request.query, page: String(Number(page) + 1) } }
        : request;
    },
  })),
});
