import { isoTime } from '../src/clock/index.ts';
import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the next restart is announced in another time zone than it says: an hour later than it comes.
 *
 * Must fail: STATE-12 alone. The restarts themselves come as they should.
 */
export default control({
  title: 'The next restart is announced for an hour too late',
  breaks: ['STATE-12'],
  seenAs: 'Wrong next restart (TXIF-2085)',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) => {
      const supervisor = parts.createSupervisor(deps);
      return {
        ...supervisor,
        status: (id) => {
          const { nextRestart, ...status } = supervisor.status(id);
          return nextRestart === undefined
            ? status
            : { ...status, nextRestart: isoTime(Date.parse(nextRestart) + 3_600_000) };
        },
      };
    },
  }),
});
