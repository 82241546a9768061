import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a new name, which restarts nothing, is taken over with the Confirm icon at once; the confirmation window
 * is skipped.
 *
 * Must fail: CONSOLE-10, which is about the window; CONSOLE-11, CONSOLE-20 and CONSOLE-24, each of which has a scenario in
 * which a person changes the name and answers the window that never comes.
 */
const REVIEW_OF_A_NAME = /^(\/console\/connections\/[^/]+\/settings\/name)\/review$/;

export default control({
  title: 'An update of the name skips the confirmation',
  breaks: ['CONSOLE-10', 'CONSOLE-11', 'CONSOLE-20', 'CONSOLE-24'],
  seenAs: 'Found by looking',
  defect: (parts) => ({
    ...parts,
    createApi: (deps) =>
      parts.createApi({
        ...deps,
        pages: {
          ...deps.pages,
          async handle(request) {
            const update = REVIEW_OF_A_NAME.exec(request.url)?.[1];
            return deps.pages.handle(update === undefined ? request : { ...request, url: update });
          },
        },
      }),
  }),
});
