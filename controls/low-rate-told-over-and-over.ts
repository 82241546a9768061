import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a low rate is told again and again while it lasts.
 *
 * Must fail: PARAM-23, which is about this, and whatever counts how often it was told: PARAM-11 and PARAM-25 (once),
 * PARAM-21 (once in a night), PARAM-22 (each one has its end).
 */
export default control({
  title: 'A low rate is told over and over',
  breaks: ['PARAM-11', 'PARAM-21', 'PARAM-22', 'PARAM-23', 'PARAM-25'],
  seenAs: 'Hundreds of low-rate events in one night',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) =>
      parts.createSupervisor({
        ...deps,
        events: {
          add: (event) => {
            deps.events.add(event);
            if (event.type === 'low-rate') deps.events.add(event);
          },
        },
      }),
  }),
});
