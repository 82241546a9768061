import { control, readUnitAs } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the unit of a temperature is not looked at, and degrees Fahrenheit are taken for degrees Celsius. Here the document
 * names the other unit when it arrives.
 *
 * Must fail: MAP-05 alone, by its temperatures: 70.7 °F are shown as 70.7 °C.
 */
export default control({
  title: 'Degrees Fahrenheit are read as degrees Celsius',
  breaks: ['MAP-05'],
  seenAs: 'unitId ignored (Far)',
  wire: { message: (message) => [readUnitAs(message, 'Far', 'Cel')] },
});
