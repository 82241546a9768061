import { changeApi, control, namedConnection } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a PUT for a connection that does not exist creates one, under another id.
 *
 * Must fail: UPDATE-01 and UPDATE-12, each by its connection that does not exist.
 */
export default control({
  title: 'An update of what does not exist creates it',
  breaks: ['UPDATE-01', 'UPDATE-12'],
  seenAs: 'Deleted connections come back',
  defect: changeApi(({ connections }) => ({
    request(request) {
      const id = namedConnection(request);
      return request.method === 'PUT' && id !== undefined && connections.find(id) === undefined
        ? { ...request, method: 'POST', path: '/connections' }
        : request;
    },
  })),
});
