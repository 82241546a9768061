import { changePoints, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the number behind the name of a point (`temperature:1`) is cut off, so that of several points of one kind the last
 * one stays. Here the names are without numbers when the document arrives.
 *
 * Must fail: MAP-12 alone. Nowhere else does an uplink have two points of one kind.
 */
export default control({
  title: 'Of several points of one kind the last one stays',
  breaks: ['MAP-12'],
  seenAs: '`name:1` points collapsed',
  wire: {
    message: (message) => [changePoints(message, (name, point) => [name.replace(/:.*$/, ''), point])],
  },
});
