import { changeApi, control, withBody } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection of which nothing is said is created inactive.
 *
 * Must fail: PARAM-01. All others of the chapter begin with a connection that is open: blocked at most. (With all chapters,
 * whatever creates a connection and looks at it at once, CREATE-01 above all.)
 *
 * Deviation from what was foreseen before the first run: PARAM-20 fails too, since its connections need not be open at first.
 */
export default control({
  title: 'A connection is inactive unless said otherwise',
  breaks: ['PARAM-01', 'PARAM-20'],
  seenAs: 'Created, and nothing happens',
  defect: changeApi(() => ({
    request: (request) =>
      request.method === 'POST' && request.path === '/connections'
        ? withBody(request, (body) => ({ active: false, ...body }))
        : request,
  })),
});
