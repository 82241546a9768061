import { changeApi, control, namedConnection, withConfiguration } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: only what the document marks as editable can be changed; host name, tenant and user name stay, and the
 * update is told as done.
 *
 * Must fail: UPDATE-08. A password that is changed is taken.
 *
 * Deviation from what was foreseen before the first run: UPDATE-09 fails as well, since a connection whose user name was wrong
 * is put right in one of its scenarios. With all chapters INPUT-01 as well: a host name that begins with http is not refused in an
 * update but passed over.
 */
const FIXED = ['hostName', 'tenantId', 'username'] as const;

export default control({
  title: 'The account on Cumulocity can not be changed',
  breaks: ['UPDATE-08', 'UPDATE-09'],
  breaksElsewhere: ['INPUT-01'],
  seenAs: 'A connection has to be made anew for another tenant',
  defect: changeApi(({ connections }) => ({
    request(request) {
      const present = connections.find(namedConnection(request) ?? '');
      if (request.method !== 'PUT' || present === undefined) return request;
      return withConfiguration(request, (configuration) => {
        const kept = FIXED.filter((key) => typeof configuration[key] === 'string');
        return {
          ...configuration,
          ...Object.fromEntries(kept.map((key) => [key, present.configuration[key]])),
        };
      });
    },
  })),
});
