import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: all commands go to the device that got the first one.
 *
 * Must fail: CREATE-05 and MULTI-05, in which several devices are commanded.
 */
export default control({
  title: 'All commands go to one device',
  breaks: ['CREATE-05', 'MULTI-05'],
  seenAs: 'The wrong valve opens',
  defect: (parts) => ({
    ...parts,
    createCommands(deps) {
      let first: string | undefined;
      return parts.createCommands({
        ...deps,
        broker: {
          ...deps.broker,
          publish(topic, payload) {
            first ??= topic;
            return deps.broker.publish(first, payload);
          },
        },
      });
    },
  }),
});
