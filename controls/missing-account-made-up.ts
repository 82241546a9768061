import {
  changeApi,
  control,
  definesConnection,
  isRecord,
  withBody,
} from '../src/conformance/controls/index.ts';

/*
 * What is wrong: what a request does not say of the account on Cumulocity is filled in, with the documented host and dashes.
 *
 * Must fail: CREATE-09 and UPDATE-04, which refuse each of these requests, and CREATE-06, whose refused creation is one
 * without a host name.
 *
 * With all chapters, which was not foreseen, also the chapters about bad input and secrets where what they have refused
 * lacks something of the account: INPUT-04, INPUT-07 and SEC-06.
 */
const ACCOUNT = { hostName: 'tpx.eu-latest.cumulocity.com', tenantId: '-', username: '-', password: '-' };

export default control({
  title: 'Mandatory parameters that are missing are made up',
  breaks: ['CREATE-06', 'CREATE-09', 'UPDATE-04'],
  breaksElsewhere: ['INPUT-04', 'INPUT-07', 'SEC-06'],
  seenAs: 'A connection that nobody filled in fails to sign in',
  defect: changeApi(() => ({
    request: (request) =>
      definesConnection(request)
        ? withBody(request, (body) => ({ ...body, configuration: filled(body.configuration) }))
        : request,
  })),
});

function filled(configuration: unknown): unknown {
  if (configuration !== undefined && !isRecord(configuration)) return configuration;
  const given = Object.entries(configuration ?? {}).filter(([, value]) => value !== '');
  return { ...ACCOUNT, ...Object.fromEntries(given) };
}
