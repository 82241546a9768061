import type { BridgeParts } from '../src/bridge/index.ts';
import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the value of a point that comes as text is reckoned with as if it were a number, and becomes none (NaN), which
 * is null in the request: Cumulocity refuses nothing, and keeps no measured value.
 *
 * Must fail: MAP-14 alone, by all its texts: those that are numbers are not shown, and of those that are none something is kept.
 */
const COMES_AS_TEXT = 0.123456789;

export default control({
  title: 'A value that comes as text becomes not a number',
  breaks: ['MAP-14'],
  seenAs: 'Numeric strings and string booleans become NaN',
  defect: (parts) => ({
    ...parts,
    mapper: {
      map(uplink, points) {
        const marked = Object.entries(points).map(([name, point]) => [
          name,
          typeof point.record === 'string' ? { ...point, record: COMES_AS_TEXT } : point,
        ]);
        const mapped = parts.mapper.map(uplink, Object.fromEntries(marked));
        return { ...mapped, measurements: mapped.measurements.map(spoilt) };
      },
    },
  }),
});

type Measurement = ReturnType<BridgeParts['mapper']['map']>['measurements'][number];

function spoilt(measurement: Measurement): Measurement {
  const fragments = Object.entries(measurement.fragments).map(([name, fragment]) => {
    const series = Object.entries(fragment).map(([key, held]) => [
      key,
      held.value === COMES_AS_TEXT ? { ...held, value: Number.NaN } : held,
    ]);
    return [name, Object.fromEntries(series)];
  });
  return { ...measurement, fragments: Object.fromEntries(fragments) };
}
