import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the window of a low-rate alarm is not looked at, and its rate is expected around the clock on every day.
 *
 * Must fail: PARAM-11 (silence outside of the window, and on a day that has none, is told), PARAM-21 (a rate that has
 * been low since noon is not told at the beginning of a night or of another day), PARAM-22 (the end of the window ends
 * nothing), PARAM-24 (the first hour of a window is one like any other: what is expected from 13:00 on is judged at
 * 13:00). PARAM-23 and PARAM-25 hold: their windows are those of the whole day, or nothing hangs on their end. PARAM-26
 * holds: what is sent is still checked.
 */
export default control({
  title: 'A low-rate alarm is raised outside of its window',
  breaks: ['PARAM-11', 'PARAM-21', 'PARAM-22', 'PARAM-24'],
  seenAs: 'Low-rate alarms at night, from devices that only send by day',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) => {
      const supervisor = parts.createSupervisor(deps);
      return {
        ...supervisor,
        apply: ({ alarms, ...connection }) =>
          supervisor.apply({
            ...connection,
            ...(alarms === undefined
              ? {}
              : {
                  alarms: alarms.map((alarm) => ({
                    ...alarm,
                    startTime: '2026-01-01T00:00:00Z',
                    endTime: '2026-01-02T00:00:00Z',
                    timezone: 'UTC',
                    recurrence: [{ frequency: 'weekly' as const, byDays: [...EVERY_DAY] }],
                  })),
                }),
          }),
      };
    },
  }),
});

const EVERY_DAY = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
