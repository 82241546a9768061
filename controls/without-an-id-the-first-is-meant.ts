import { changeApi, control, isRecord } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a PUT or DELETE on the connections that says nowhere which of them it means is carried out on the first.
 *
 * Must fail: UPDATE-02 and DELETE-02, each by the request whose id stands nowhere.
 */
export default control({
  title: 'A request without an id changes the first connection',
  breaks: ['DELETE-02', 'UPDATE-02'],
  seenAs: "Somebody else's connection is gone",
  defect: changeApi(({ connections }) => ({
    request(request) {
      const { method, path, query, body } = request;
      const isGiven = query.id !== undefined || (isRecord(body) && body.id !== undefined);
      const first = connections.list()[0];
      if (path !== '/connections' || !/^(PUT|DELETE)$/.test(method) || isGiven || first === undefined)
        return request;
      return { ...request, query: { ...query, id: first.id } };
    },
  })),
});
