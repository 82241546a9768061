import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection tells for ever when it was opened for the first time.
 *
 * Must fail: STATE-10, where it is restarted.
 */
export default control({
  title: 'A restart does not change the startup time',
  breaks: ['STATE-10'],
  seenAs: 'Startup time of long ago on a connection that was just restarted',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) => {
      const supervisor = parts.createSupervisor(deps);
      const first = new Map<string, string>();
      return {
        ...supervisor,
        status: (id) => {
          const status = supervisor.status(id);
          if (status.startupTime === undefined) return status;
          const startupTime = first.get(id) ?? status.startupTime;
          first.set(id, startupTime);
          return { ...status, startupTime };
        },
      };
    },
  }),
});
