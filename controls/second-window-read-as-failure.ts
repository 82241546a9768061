import { changeDocument, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: any cause of failure in a report makes it one of failure. C0 says only that the network chose the second
 * window instead of the first, and status 1 beside it that the frame went out.
 *
 * Must fail: CMD-07 alone.
 */
export default control({
  title: 'A frame that went in the second window counts as not delivered',
  breaks: ['CMD-07'],
  seenAs: 'Cause C0 with status 1 read as failure',
  wire: {
    message: (message) => [
      changeDocument(message, (object) =>
        object.DeliveryFailedCause1 === 'C0' ? { ...object, DeliveryStatus: 0 } : object,
      ),
    ],
  },
});
