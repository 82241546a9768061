import { changePoints, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a kind of measurement that was brought before an upgrade is brought no more: here that of light, whose points
 * are gone when the document arrives.
 *
 * Must fail: MAP-04 alone, which has each kind. That a release brings all that the one before brought (MAP-17) takes two releases
 * to see; this is what a user sees of it.
 */
export default control({
  title: 'A kind of measurement is brought no more',
  breaks: ['MAP-04'],
  seenAs: 'A measurement that was sent before an upgrade disappears (TXIF-2708)',
  wire: {
    message: (message) => [
      changePoints(message, (name, point) => (name === 'light' ? undefined : [name, point])),
    ],
  },
});
