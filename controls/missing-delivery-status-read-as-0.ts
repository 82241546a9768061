import { changeObjects, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a report without a delivery status is read as one with 0, a failure. Here it bears a 0.
 *
 * Must fail: CMD-05 alone, by the report that comes whole a little later. That such a report is no success holds.
 */
export default control({
  title: 'A missing delivery status is read as 0, a failure',
  breaks: ['CMD-05'],
  seenAs: 'Absent DeliveryStatus read as 0',
  wire: {
    message: (message) => {
      const text = Buffer.from(message.payload).toString('utf8');
      if (!text.startsWith('{"DevEUI_downlink_Sent"')) return [message];
      const changed = changeObjects(text, (object) =>
        'DeliveryFailedCause1' in object && !('DeliveryStatus' in object)
          ? { ...object, DeliveryStatus: 0 }
          : object,
      );
      return [{ ...message, payload: Buffer.from(changed, 'utf8') }];
    },
  },
});
