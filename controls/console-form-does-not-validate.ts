import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the console's form for a new connection does not validate. What is left empty is filled with a dash, and
 * nothing is said beside a field.
 *
 * Must fail: CONSOLE-04, since a connection comes from a form that lacks what is mandatory, and CONSOLE-18, since wrong
 * input is not told. What is edited on a connection's page is checked as before, and so is what comes by API.
 */
const FORM = '/console/connections/create/cumulocity';
const MANDATORY = { name: '-', hostName: 'nowhere.example', tenantId: '-', username: '-', password: '-' };

export default control({
  title: 'The form for a new connection does not validate',
  breaks: ['CONSOLE-04', 'CONSOLE-18'],
  seenAs: 'Found by looking',
  defect: (parts) => ({
    ...parts,
    createApi: (deps) =>
      parts.createApi({
        ...deps,
        pages: {
          ...deps.pages,
          async handle(request) {
            if (request.method !== 'POST' || !request.url.startsWith(FORM)) return deps.pages.handle(request);
            const answer = await deps.pages.handle({ ...request, body: filled(request.body) });
            return request.url.startsWith(`${FORM}/check/`) && answer.status === 200
              ? { ...answer, body: '<span></span>' }
              : answer;
          },
        },
      }),
  }),
});

function filled(form: unknown): unknown {
  if (typeof form !== 'object' || form === null) return form;
  const given = Object.entries(form).filter(([, value]) => value !== '');
  return { ...MANDATORY, ...Object.fromEntries(given) };
}
