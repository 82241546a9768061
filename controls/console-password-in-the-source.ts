import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the page of a connection shows dots for the password, and holds the password itself in its source.
 *
 * Must fail: CONSOLE-27, which looks there.
 */
const DETAILS = /^\/console\/connections\/(\d+)$/;

export default control({
  title: "The password stands in a page's source",
  breaks: ['CONSOLE-27'],
  seenAs: 'Secrets in answers',
  defect: (parts) => ({
    ...parts,
    createApi: (deps) =>
      parts.createApi({
        ...deps,
        pages: {
          ...deps.pages,
          async handle(request) {
            const answer = await deps.pages.handle(request);
            const id = DETAILS.exec(request.url)?.[1];
            if (id === undefined || answer.status !== 200 || typeof answer.body !== 'string') return answer;
            const { password } = deps.connections.get(id).configuration;
            const body = answer.body.replace('id="password"', `id="password" data-value="${password}"`);
            return { ...answer, body };
          },
        },
      }),
  }),
});
