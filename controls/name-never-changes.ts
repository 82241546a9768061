import { changeApi, control, namedConnection, withBody } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an update is told as done and keeps the name that the connection was created with.
 *
 * Must fail: UPDATE-07 alone.
 */
export default control({
  title: 'A connection keeps the name of its creation',
  breaks: ['UPDATE-07'],
  seenAs: 'Changes not applied after an update (TXIF-2168)',
  defect: changeApi(({ connections }) => ({
    request(request) {
      const present = connections.find(namedConnection(request) ?? '');
      return request.method === 'PUT' && present !== undefined
        ? withBody(request, (body) => ({ ...body, name: present.name }))
        : request;
    },
  })),
});
