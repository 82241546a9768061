import { changeBody, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: with metadata, the document is kept as it came, with its root node.
 *
 * Must fail: PARAM-12 (the document without its root, and its entries), and PARAM-13, where metadata go before the payload.
 */
export default control({
  title: 'The document is kept with its root node',
  breaks: ['PARAM-12', 'PARAM-13'],
  seenAs: 'Whoever reads the events finds DevEUI_uplink though sendMetadata is set',
  wire: {
    request: (request) =>
      changeBody(request, (object) =>
        'Lrrid' in object && 'FCntUp' in object && 'DevEUI' in object ? { DevEUI_uplink: object } : object,
      ),
  },
});
