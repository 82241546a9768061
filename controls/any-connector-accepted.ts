import { changeApi, control, definesConnection, withBody } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: nobody looks at the connector that a new connection names; each is taken for a Cumulocity connection.
 *
 * Must fail: CREATE-08 alone, by connectors of other names and by none.
 */
export default control({
  title: 'A connection of any connector is accepted',
  breaks: ['CREATE-08'],
  seenAs: 'A misspelt connectorId goes unnoticed',
  defect: changeApi(() => ({
    request: (request) =>
      definesConnection(request)
        ? withBody(request, (body) => ({ ...body, connectorId: 'actility-cumulocity-iot' }))
        : request,
  })),
});
