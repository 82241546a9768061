import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a frame that comes again is taken as another. Here each message is given an integrity code of its own on
 * its way, so that no bridge can recognise a repeated one.
 *
 * Must fail: MSG-05 and DELIVERY-02, which deliver a frame twice, and MSG-18, where one comes by HTTP as well.
 *
 * Against all chapters three more failed: METRIC-02, for a frame that comes again is counted again, and PARAM-12 and PARAM-13,
 * for the document that is kept bears another integrity code than the one that was sent.
 */
let messages = 0;

export default control({
  title: 'The same frame is stored twice',
  breaks: ['MSG-05', 'DELIVERY-02', 'MSG-18', 'METRIC-02', 'PARAM-12', 'PARAM-13'],
  seenAs: 'The same frame (DevEUI + FCntUp) stored twice',
  wire: {
    message(message) {
      messages += 1;
      const code = messages.toString(16).padStart(8, '0');
      const text = Buffer.from(message.payload).toString('utf8');
      return [
        {
          ...message,
          payload: Buffer.from(text.replace(/"mic_hex":"[0-9a-fA-F]{8}"/, `"mic_hex":"${code}"`), 'utf8'),
        },
      ];
    },
  },
});
