import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: after the broker was away the bridge has a session again, but hears nothing in it.
 *
 * Must fail: DURABLE-05 alone.
 */
export default control({
  title: 'The bridge is deaf after the broker was away',
  breaks: ['DURABLE-05'],
  seenAs: 'No uplinks after a restart of the broker',
  defect: (parts) => ({
    ...parts,
    mqtt: {
      open(subscription) {
        let wasAway = false;
        return parts.mqtt.open({
          ...subscription,
          async onMessage(message) {
            if (!wasAway) await subscription.onMessage(message);
          },
          onStatus(connected, reason) {
            wasAway ||= !connected;
            subscription.onStatus?.(connected, reason);
          },
        });
      },
    },
  }),
});
