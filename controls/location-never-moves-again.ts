import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the first position of a device moves it in Cumulocity, and no later one does. The events go on telling where it
 * is.
 *
 * Must fail: MAP-08, by the device that moves on. All other devices of this chapter are located once, or stay where they were.
 */
export default control({
  title: 'Only the first position moves the device',
  breaks: ['MAP-08'],
  seenAs: 'Location not updated (TXIF-1801)',
  defect: (parts) => {
    const located = new Set<string>();
    return {
      ...parts,
      mapper: {
        map(uplink, points) {
          const { position, ...mapped } = parts.mapper.map(uplink, points);
          if (position === undefined || located.has(uplink.devEui)) return mapped;
          located.add(uplink.devEui);
          return { ...mapped, position };
        },
      },
    };
  },
});
