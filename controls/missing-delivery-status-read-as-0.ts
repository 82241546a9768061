import { changeDocument, control } from '../src/conformance/controls/index.ts';

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
    message: (message) => [
      changeDocument(message, (object) =>
        'DeliveryFailedCause1' in object && !('DeliveryStatus' in object)
          ? { ...object, DeliveryStatus: 0 }
          : object,
      ),
    ],
  },
});
