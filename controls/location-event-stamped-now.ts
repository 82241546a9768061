import { isoTime } from '../src/clock/index.ts';
import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the event of a position bears the time at which the bridge made it, not that of the uplink.
 *
 * Must fail: MAP-11 alone. The other scenarios about positions send uplinks that arrive at once, whose time is the same.
 */
export default control({
  title: 'A location event is stamped with the time of its making',
  breaks: ['MAP-11'],
  seenAs: 'Location event stamped now instead of the uplink’s time',
  defect: (parts) => ({
    ...parts,
    mapper: {
      map(uplink, points) {
        const mapped = parts.mapper.map(uplink, points);
        const now = isoTime(parts.clock.now());
        return { ...mapped, events: mapped.events.map((event) => ({ ...event, time: now })) };
      },
    },
  }),
});
