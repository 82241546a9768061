import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the badge with a connection's state shows the state that the connection had when the page was loaded, or
 * was told to start or stop, and never another.
 *
 * Must fail: CONSOLE-24, which is about following the state, and CONSOLE-26, in which it is followed after the bridge was
 * started again: a connection that is stopped is closing before it is closed.
 */
const STATE = /^\/console\/connections\/[^/]+\/state\?/;

export default control({
  title: 'The badge of a connection never changes',
  breaks: ['CONSOLE-24', 'CONSOLE-26'],
  seenAs: 'Found by looking',
  defect: (parts) => ({
    ...parts,
    createApi: (deps) =>
      parts.createApi({
        ...deps,
        pages: {
          ...deps.pages,
          async handle(request) {
            return STATE.test(request.url) ? { status: 204 } : deps.pages.handle(request);
          },
        },
      }),
  }),
});
