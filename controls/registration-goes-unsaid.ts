import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a device is registered in Cumulocity, and no event tells so.
 *
 * Must fail: PARAM-04 alone.
 */
export default control({
  title: 'No event tells that a device was registered',
  breaks: ['PARAM-04'],
  seenAs: 'Devices appear that nobody has announced',
  defect: (parts) => ({
    ...parts,
    createRegistry: (deps) =>
      parts.createRegistry({
        ...deps,
        events: {
          ...deps.events,
          add: (event) => {
            if (event.type !== 'device-created') deps.events.add(event);
          },
        },
      }),
  }),
});
