import { changeApi, control, withBody } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection of which nothing is said is created inactive.
 *
 * Must fail: PARAM-01. All others of the chapter begin with a connection that is open: blocked at most.
 *
 * Deviation from what was foreseen before the first run: PARAM-20 fails too, since its connections need not be open at first.
 *
 * With all chapters, whatever creates a connection and looks at it at once, CREATE-01 above all; most of the others can
 * not even begin.
 */
export default control({
  title: 'A connection is inactive unless said otherwise',
  breaks: ['PARAM-01', 'PARAM-20'],
  breaksElsewhere: [
    'CREATE-01',
    'CREATE-09',
    'CREATE-11',
    'CREATE-12',
    'DELETE-04',
    'STATE-01',
    'STATE-02',
    'STATE-03',
    'STATE-04',
    'STATE-10',
    'STATE-12',
    'STATE-13',
    'STATE-17',
    'STATE-18',
    'STATE-19',
    'SEC-06',
  ],
  seenAs: 'Created, and nothing happens',
  defect: changeApi(() => ({
    request: (request) =>
      request.method === 'POST' && request.path === '/connections'
        ? withBody(request, (body) => ({ active: false, ...body }))
        : request,
  })),
});
