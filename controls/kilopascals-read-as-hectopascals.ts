import { control, readUnitAs } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the unit of a pressure is not looked at, and kilopascals are taken for hectopascals. Here the document
 * names the other unit when it arrives.
 *
 * Must fail: MAP-06 alone, by one of its five pressures. Pressures in other units are converted as before.
 */
export default control({
  title: 'Kilopascals are read as hectopascals',
  breaks: ['MAP-06'],
  seenAs: 'unitId ignored (kPa)',
  wire: { message: (message) => [readUnitAs(message, 'kPa', 'hPa')] },
});
