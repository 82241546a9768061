import { control, readUnitAs } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the unit of a current is not looked at, and milliamperes are taken for amperes. Here the document
 * names the other unit when it arrives.
 *
 * Must fail: MAP-05 alone, by its current of 250 mA.
 */
export default control({
  title: 'Milliamperes are read as amperes',
  breaks: ['MAP-05'],
  seenAs: 'unitId ignored (mA)',
  wire: { message: (message) => [readUnitAs(message, 'mA', 'A')] },
});
