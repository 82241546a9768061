import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the value of a point is taken for a number without a look, and one that comes as text makes the mapping fall:
 * nothing of its uplink arrives.
 *
 * Must fail: MAP-14 alone: neither what the text says is shown, nor the humidity beside it.
 */
export default control({
  title: 'A value that comes as text makes the mapping fall',
  breaks: ['MAP-14'],
  seenAs: 'Numeric strings and string booleans crash',
  defect: (parts) => ({
    ...parts,
    mapper: {
      map(uplink, points) {
        for (const { record } of Object.values(points)) {
          if (typeof record === 'string') throw new TypeError('point.record.toFixed is not a function');
        }
        return parts.mapper.map(uplink, points);
      },
    },
  }),
});
