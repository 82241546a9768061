import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the data of a frame that lay at its gateway bear the time at which the bridge got it.
 *
 * Must fail: MSG-08, MAP-11 (the event of a late position), PARAM-07 and PARAM-08, which find late uplinks by the time of
 * their emission.
 */
export default control({
  title: 'A late frame is stamped with its arrival',
  breaks: ['MSG-08', 'MAP-11', 'PARAM-07', 'PARAM-08'],
  seenAs: 'A late frame stamped with its arrival',
  defect: (parts) => ({
    ...parts,
    mapper: {
      map: (uplink, points) =>
        parts.mapper.map(uplink.late ? { ...uplink, time: uplink.receivedAt } : uplink, points),
    },
  }),
});
