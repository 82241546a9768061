import { changeApi, control, withConfiguration } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the properties of a configuration are read whatever the case of their names.
 *
 * Must fail: CREATE-07 alone, by `hostname`; its other slips of the pen are other words.
 */
const NAMES = ['hostName', 'tenantId', 'username', 'password', 'description'];

export default control({
  title: 'Names of properties are read in any case',
  breaks: ['CREATE-07'],
  seenAs: 'hostname instead of hostName works here and nowhere else',
  defect: changeApi(() => ({
    request: (request) =>
      withConfiguration(request, (configuration) =>
        Object.fromEntries(Object.entries(configuration).map(([key, value]) => [proper(key), value])),
      ),
  })),
});

function proper(key: string): string {
  return NAMES.find((name) => name.toLowerCase() === key.toLowerCase()) ?? key;
}
