import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the bridge waits for `DevEUI_downlink_Sent` and does not know that the network may reject a downlink.
 *
 * Must fail: CMD-03, which is about this; CMD-04, whose rejections only lack an id; CMD-19 (the network does not know the
 * device), CMD-22 (the failed one is not counted) and PARAM-15 (a downlink that is not signed well). All of these fail in
 * the end, when no report has come, but a day too late.
 */
export default control({
  title: 'A rejection by the network is ignored',
  breaks: ['CMD-03', 'CMD-04', 'CMD-19', 'CMD-22', 'PARAM-15'],
  seenAs: 'Rejection ignored',
  wire: {
    message: (message) =>
      Buffer.from(message.payload).toString('utf8').startsWith('{"DevEUI_downlink_Rejected"')
        ? []
        : [message],
  },
});
