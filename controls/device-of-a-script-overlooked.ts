import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a device is looked for by its DevEUI in upper case only. One that a script registered with its external
 * id in lower case is not found, and Cumulocity, which tells upper from lower case in external ids, lets the bridge
 * register it a second time.
 *
 * Must fail: IDENT-01, whose second scenario has such a device. All other devices of the scenarios have ids in upper case,
 * or are the bridge's own.
 */
const EXTERNAL_ID = /^\/identity\/externalIds\/c8y_Serial\/([^/?]+)/;

export default control({
  title: 'A device that a script registered in lower case is duplicated',
  breaks: ['IDENT-01'],
  seenAs: 'A device that a script creates beforehand is duplicated (TXIF-2567)',
  wire: {
    request: (request) => {
      const id = EXTERNAL_ID.exec(request.path)?.[1];
      const isLower = id !== undefined && id !== id.toUpperCase();
      return request.method === 'GET' && isLower
        ? { ...request, path: '/identity/externalIds/c8y_Serial/nobody' }
        : request;
    },
  },
});
