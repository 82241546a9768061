import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the console tells that a parameter of the configuration has been updated, and nothing has been: what is
 * stored is the old value once more.
 *
 * Must fail: CONSOLE-09 (the description), CONSOLE-19 (parameters that the document's table does not mark), UPDATE-09
 * (a password that is put right) and, added when that requirement came, CONSOLE-31, whose scenario carries an edit of the
 * description to its end. The name is no part of the configuration and is updated as before.
 */
const UPDATE = /^\/console\/connections\/([^/]+)\/settings\/(\w+)$/;

export default control({
  title: 'The console tells of an update that did not happen',
  breaks: ['CONSOLE-09', 'CONSOLE-19', 'CONSOLE-31', 'UPDATE-09'],
  seenAs: 'Changes not applied after an update (TXIF-2168)',
  defect: (parts) => ({
    ...parts,
    createApi: (deps) =>
      parts.createApi({
        ...deps,
        pages: {
          ...deps.pages,
          async handle(request) {
            const [, id = '', key = ''] = UPDATE.exec(request.url) ?? [];
            if (request.method !== 'POST' || id === '' || key === 'name') return deps.pages.handle(request);
            const present: unknown = Reflect.get(deps.connections.get(id).configuration, key);
            const body = { ...fieldsOf(request.body), [key]: present === undefined ? '' : String(present) };
            return deps.pages.handle({ ...request, body });
          },
        },
      }),
  }),
});

function fieldsOf(form: unknown): object {
  return typeof form === 'object' && form !== null ? form : {};
}
