import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: something in the bridge has room for 250 connections. Those beyond are stored and read back, and never
 * start.
 *
 * Must fail: STATE-13 alone: no other scenario has so many.
 */
const ROOM = 250;

export default control({
  title: 'The 251st connection does not start',
  breaks: ['STATE-13'],
  seenAs: 'More than 250 connections fail to start (TXIF-2114)',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) => {
      const supervisor = parts.createSupervisor(deps);
      const running = new Set<string>();
      return {
        ...supervisor,
        apply: (connection) => {
          if (!running.has(connection.id) && running.size >= ROOM) return;
          running.add(connection.id);
          supervisor.apply(connection);
        },
        remove: async (id) => {
          running.delete(id);
          await supervisor.remove(id);
        },
      };
    },
  }),
});
