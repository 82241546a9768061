import { changeApi, control, isRecord, withBody } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the account on Cumulocity is also taken from beside the configuration, where it does not belong.
 *
 * Must fail: CREATE-17 alone.
 */
const ACCOUNT = ['hostName', 'tenantId', 'username', 'password'];

export default control({
  title: 'An account beside the configuration is accepted',
  breaks: ['CREATE-17'],
  seenAs: 'Bodies of an older API are accepted',
  defect: changeApi(() => ({
    request: (request) =>
      request.path === '/connections' && request.method === 'POST'
        ? withBody(request, (body) => {
            const isOfAccount = ([key]: readonly [string, unknown]) => ACCOUNT.includes(key);
            const entries = Object.entries(body);
            const moved = Object.fromEntries(entries.filter(isOfAccount));
            const rest = Object.fromEntries(entries.filter((entry) => !isOfAccount(entry)));
            const configuration = isRecord(body.configuration) ? body.configuration : {};
            return Object.keys(moved).length === 0
              ? body
              : { ...rest, configuration: { ...configuration, ...moved } };
          })
        : request,
  })),
});
