import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an uplink is acknowledged as soon as it is taken, and written to the store a tenth of a second later: whoever
 * kills the bridge in between loses it.
 *
 * Must fail: DURABLE-04, which kills the bridge right after uplinks, and whatever else kills it at that moment:
 * DELIVERY-03 (between the writes), DELIVERY-06 (what was held back), DELIVERY-11 (killed before the answer), STATE-16 and
 * STATE-17 (over a restart).
 *
 * Deviations from what was foreseen before the first run: DELIVERY-02 was named, but what the kill loses there, the network
 * brings once more. DELIVERY-12 was not: an uplink that is not in the log yet when its connection is deleted is not told. Nor
 * were DELIVERY-09 and STATE-06: each uplink comes into the log by itself, so that a hundred of them don't travel together, and
 * later than the stop that was to meet it on its way. Against all chapters MSG-16 failed as well, which kills the bridge right
 * after it confirmed documents over HTTP, and METRIC-01, whose uplinks are counted a tenth of a second late at the hour's edge.
 */
const LATER_MS = 100;

export default control({
  title: 'Uplinks are acknowledged before they are durable',
  breaks: [
    'DURABLE-04',
    'DELIVERY-03',
    'DELIVERY-06',
    'DELIVERY-09',
    'DELIVERY-11',
    'DELIVERY-12',
    'METRIC-01',
    'MSG-16',
    'STATE-06',
    'STATE-16',
    'STATE-17',
  ],
  seenAs: 'Acknowledged uplinks are gone after kill -9',
  defect: (parts) => ({
    ...parts,
    storage: {
      collection: (name, schema) => parts.storage.collection(name, schema),
      close: () => parts.storage.close(),
      log(name, form) {
        const log = parts.storage.log(name, form);
        if (name !== 'uplinks') return log;
        return {
          read: (after, limit) => log.read(after, limit),
          end: () => log.end(),
          trim: (position) => log.trim(position),
          release: (position) => log.release(position),
          watch: (onAppend) => log.watch(onAppend),
          async append(values) {
            parts.clock.timer('written a little later', LATER_MS, () => {
              // Who was killed meanwhile writes nothing, and says nothing.
              parts.clock.activity('write', () => log.append(values)).catch(() => {});
            });
            return log.end() + values.length;
          },
        };
      },
    },
  }),
});
