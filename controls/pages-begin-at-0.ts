import { changeApi, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the pages of flows and connections are counted from 0; without a page the first one is given.
 *
 * Must fail: API-02 (the second page is the third) and INPUT-09 (page 0 is given). In the chapter about bad input also
 * INPUT-05 and INPUT-06, which look on page 1 for the connections that are there.
 */
export default control({
  title: 'Pages are counted from 0',
  breaks: ['API-02', 'INPUT-05', 'INPUT-06', 'INPUT-09'],
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
