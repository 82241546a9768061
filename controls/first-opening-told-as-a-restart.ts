import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection that has never been up and fails to open is said to have failed to restart.
 *
 * Must fail: STATE-18 alone.
 */
export default control({
  title: 'A first opening that fails is told as a failed restart',
  breaks: ['STATE-18'],
  seenAs: '"Connection restart failed" for a connection that was just created',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) =>
      parts.createSupervisor({
        ...deps,
        events: {
          add: (event) =>
            deps.events.add({
              ...event,
              type: event.type === 'connection-opening-failed' ? 'connection-restart-failed' : event.type,
              message: event.message.replace(
                'Connection opening failed: Unable to open',
                'Connection restart failed: Unable to restart',
              ),
            }),
        },
      }),
  }),
});
