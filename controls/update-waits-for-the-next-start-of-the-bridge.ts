import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an update is stored and read back, but the running connection goes on with the configuration that it was
 * created with. (That it is set active or inactive is seen.)
 *
 * Must fail: UPDATE-09, which is about this; UPDATE-11 (a changed setting restarts nothing), UPDATE-10 (a password that
 * only looks like a mask is never tried), STATE-09 (the new password is not used) and STATE-12 (nor is the new strategy).
 * UPDATE-03 takes the default that the connection was created with, so that it holds.
 *
 * Against all chapters three more failed, which switch something off or change it while the connection runs: PARAM-14, PARAM-16
 * and MSG-15.
 */
export default control({
  title: 'An update does not reach the running connection',
  breaks: ['STATE-09', 'STATE-12', 'UPDATE-09', 'UPDATE-10', 'UPDATE-11', 'PARAM-14', 'PARAM-16', 'MSG-15'],
  seenAs: 'Changes not applied after an update (TXIF-2168)',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) => {
      const supervisor = parts.createSupervisor(deps);
      const first = new Map<string, Parameters<typeof supervisor.apply>[0]['configuration']>();
      return {
        ...supervisor,
        apply: (connection) => {
          const configuration = first.get(connection.id) ?? connection.configuration;
          first.set(connection.id, configuration);
          supervisor.apply({ ...connection, configuration });
        },
      };
    },
  }),
});
