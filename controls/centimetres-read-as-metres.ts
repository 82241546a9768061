import { control, readUnitAs } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the unit of a distance is not looked at, and centimetres are taken for metres. Here the document
 * names the other unit when it arrives.
 *
 * Must fail: MAP-05 alone, by the first of its distances: 125 cm are shown as 125 m.
 */
export default control({
  title: 'Centimetres are read as metres',
  breaks: ['MAP-05'],
  seenAs: 'unitId ignored (cm)',
  wire: { message: (message) => [readUnitAs(message, 'cm', 'm')] },
});
