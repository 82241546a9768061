import {
  changeApi,
  control,
  isRecord,
  type JsonObject,
  withBody,
} from '../src/conformance/controls/index.ts';

/*
 * What is wrong: properties that a connection or a flow does not have are dropped without a word.
 *
 * Must fail: INPUT-02, INPUT-08 (by the unknown property of a flow) and UPDATE-06 (by the headers). CREATE-07 as well: a slip
 * of the pen in a name is told as what is missing, not as the word that was written.
 */
const BODY = [
  'connectorId',
  'name',
  'active',
  'alarms',
  'configuration',
  'id',
  'driver',
  'matchers',
  'connectors',
];
const CONFIGURATION =
  /^(hostName|tenantId|username|password|description|createDevices|uplinkTimeValidity|send\w+|downlink\w+|reconnectStrategy)$/;

export default control({
  title: 'Unknown properties are dropped without a word',
  breaks: ['CREATE-07', 'INPUT-02', 'INPUT-08', 'UPDATE-06'],
  seenAs: 'A setting with a typo has no effect',
  defect: changeApi(() => ({
    request: (request) =>
      /^\/(connections|flows)/.test(request.path)
        ? withBody(request, (body) => {
            const known = only(body, (key) => BODY.includes(key));
            return isRecord(known.configuration)
              ? { ...known, configuration: only(known.configuration, (key) => CONFIGURATION.test(key)) }
              : known;
          })
        : request,
  })),
});

function only(object: JsonObject, isKnown: (key: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => isKnown(key)));
}
