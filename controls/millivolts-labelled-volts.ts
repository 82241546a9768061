import { control, readUnitAs } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a voltage in millivolts keeps its number and is labelled with volts: the product’s own charts showed 3619 V.
 * Here the document names the other unit when it arrives.
 *
 * Must fail: MAP-05 alone, by its voltages. Everywhere else a voltage is in volts.
 */
export default control({
  title: 'Millivolts are shown as volts',
  breaks: ['MAP-05'],
  seenAs: 'mV labelled V: a battery of 3619 V',
  wire: { message: (message) => [readUnitAs(message, 'mV', 'V')] },
});
