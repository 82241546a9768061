import { changePoints, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: of a history of values the last one is kept, as if it were the only one. Here the others are gone when the
 * document arrives.
 *
 * Must fail: MAP-13 alone. All other points have one value.
 */
export default control({
  title: 'Of a history the last value is kept',
  breaks: ['MAP-13'],
  seenAs: '`records[]` history collapsed',
  wire: {
    message: (message) => [
      changePoints(message, (name, point) => [
        name,
        Array.isArray(point.records) ? { ...point, records: point.records.slice(-1) } : point,
      ]),
    ],
  },
});
