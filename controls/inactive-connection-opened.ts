import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: `active` is not looked at when a connection is created: it opens at once.
 *
 * Must fail: STATE-07. Later changes of `active` are followed.
 */
export default control({
  title: 'A connection that is created inactive opens',
  breaks: ['STATE-07'],
  seenAs: 'A connection that is not to be used yet sends data',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) => {
      const supervisor = parts.createSupervisor(deps);
      const known = new Set<string>();
      return {
        ...supervisor,
        apply: (connection) => {
          const isNew = !known.has(connection.id);
          known.add(connection.id);
          supervisor.apply(isNew ? { ...connection, active: true } : connection);
        },
      };
    },
  }),
});
