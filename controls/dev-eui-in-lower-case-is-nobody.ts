import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a device is known by its DevEUI in upper case, and an uplink that has it in lower case is nobody's. Here such
 * documents do not arrive.
 *
 * Must fail: IDENT-06, where a device's uplinks come in either way, and MAP-01, one of whose uplinks has it in lower case.
 * Nowhere else does the network write it so. (A DevEUI of digits only would be the same in either case; devices of the
 * scenarios have at least one letter in theirs.)
 */
const DEV_EUI = /"DevEUI"\s*:\s*"([^"]*)"/;

export default control({
  title: 'Uplinks with a DevEUI in lower case are dropped',
  breaks: ['IDENT-06', 'MAP-01'],
  seenAs: 'DevEUI stored upper case, looked up lower case',
  wire: {
    message(message) {
      const devEui = DEV_EUI.exec(Buffer.from(message.payload).toString('utf8'))?.[1] ?? '';
      return devEui === devEui.toUpperCase() ? [message] : [];
    },
  },
});
