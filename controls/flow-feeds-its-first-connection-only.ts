import { changeApi, control, withBody } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: of the connectors of a flow the first one is kept.
 *
 * Must fail: FLOW-07 alone.
 */
export default control({
  title: 'A flow feeds its first connection only',
  breaks: ['FLOW-07'],
  seenAs: 'The second platform of a flow gets nothing',
  defect: changeApi(() => ({
    request: (request) =>
      request.path.startsWith('/flows')
        ? withBody(request, (body) =>
            Array.isArray(body.connectors) ? { ...body, connectors: body.connectors.slice(0, 1) } : body,
          )
        : request,
  })),
});
