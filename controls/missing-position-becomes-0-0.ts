import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an uplink without a position, or with one that is no fix, puts the device at zero degrees.
 *
 * Must fail: MAP-10 alone. Elsewhere the position is looked at after an uplink that has one.
 */
export default control({
  title: 'Without a fix the device is put at zero degrees',
  breaks: ['MAP-10'],
  seenAs: 'Missing position becomes 0,0',
  defect: (parts) => ({
    ...parts,
    mapper: {
      map: (uplink, points) => ({
        position: { time: uplink.time, value: { lat: 0, lng: 0 } },
        ...parts.mapper.map(uplink, points),
      }),
    },
  }),
});
