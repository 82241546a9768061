import { changeDocument, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the strength, noise ratio and spreading factor of a signal are numbers or nothing: where the network writes them as
 * text ("-59.000000"), they become not a number, and Cumulocity shows none. Here they are no numbers when the document arrives.
 *
 * Must fail: MAP-15 alone, by a device whose uplinks have numbers written as text. MSG-01 sends such uplinks too, and looks at
 * temperatures.
 *
 * The first run showed that nothing noticed it: no scenario looked at a signal that came as text. MAP-15 has one since; MSG-01
 * could not have it, since a bridge must keep that one and need not show any signal.
 */
const SIGNAL = ['LrrRSSI', 'LrrSNR', 'SpFact'];

export default control({
  title: 'A signal that is written as text is not shown',
  breaks: ['MAP-15'],
  seenAs: 'Numeric strings become NaN: "LrrRSSI": "-59.000000"',
  wire: {
    message: (message) => [
      changeDocument(message, (object) => {
        const texts = SIGNAL.filter((key) => typeof object[key] === 'string');
        return { ...object, ...Object.fromEntries(texts.map((key) => [key, 'NaN'])) };
      }),
    ],
  },
});
