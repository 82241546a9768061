import { changeDocument, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: where the network writes the position of a device as text, it is taken for none. Here it is missing when the
 * document arrives.
 *
 * Must fail: MAP-16 alone, by a device whose uplinks have numbers written as text.
 *
 * The first run, against MSG-01, showed that nothing noticed it: no scenario looked at a position that came as text. MAP-16 has
 * one since. MSG-01 sends such uplinks too, and looks at temperatures.
 */
export default control({
  title: 'A position of the network that is written as text is overlooked',
  breaks: ['MAP-16'],
  seenAs: 'Numeric strings are not understood: "DevLAT": "48.850000"',
  wire: {
    message: (message) => [
      changeDocument(message, (object) => {
        const { DevLAT, DevLON, ...rest } = object;
        return typeof DevLAT === 'string' || typeof DevLON === 'string' ? rest : object;
      }),
    ],
  },
});
