import { changeApi, control, definesConnection, withBody } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a name is escaped for a page before it is stored, so that `&` is read back as `&amp;`.
 *
 * Must fail: CREATE-13 alone, by the name that holds such characters.
 */
export default control({
  title: 'Characters of a name come back as markup',
  breaks: ['CREATE-13'],
  seenAs: '&amp; in the names of connections',
  defect: changeApi(() => ({
    request: (request) =>
      definesConnection(request)
        ? withBody(request, (body) =>
            typeof body.name === 'string' ? { ...body, name: escaped(body.name) } : body,
          )
        : request,
  })),
});

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
