import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a report is known by its correlation id alone. The network leaves it out of some rejections, and then
 * nothing is made of them.
 *
 * Must fail: CMD-04 alone. All other reports bear the id.
 */
export default control({
  title: 'A rejection without a correlation id is ignored',
  breaks: ['CMD-04'],
  seenAs: 'Rejection without CorrelationID (TXIF-1318)',
  wire: {
    message: (message) => {
      const text = Buffer.from(message.payload).toString('utf8');
      const lost = text.startsWith('{"DevEUI_downlink_Rejected"') && !text.includes('"CorrelationID"');
      return lost ? [] : [message];
    },
  },
});
