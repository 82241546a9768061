import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a battery level is forwarded as it comes, also 255, which devices use for "not known".
 *
 * Must fail: MAP-07 alone; no other scenario reports a level that can't be.
 */
export default control({
  title: 'Battery levels below 0 or above 100 % are forwarded',
  breaks: ['MAP-07'],
  seenAs: 'Battery above 100 forwarded',
  defect: (parts) => ({
    ...parts,
    mapper: {
      map(uplink, points) {
        const mapped = parts.mapper.map(uplink, points);
        const level = Number(points.batteryLevel?.record);
        if (!(level < 0 || level > 100)) return mapped;
        const battery = {
          type: 'c8y_Battery',
          time: uplink.time,
          fragments: { c8y_Battery: { level: { value: level, unit: '%' } } },
        };
        return { ...mapped, measurements: [...mapped.measurements, battery] };
      },
    },
  }),
});
