import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: what comes for a connection while it is deactivated is dropped instead of kept.
 *
 * Must fail: STATE-16 (nothing waits) and STATE-17 (nothing comes of what was sent before a new connection was first set
 * active).
 *
 * Against all chapters DELIVERY-04 failed as well: what never waited does not fall out either.
 */
export default control({
  title: 'Uplinks of a deactivated connection are dropped',
  breaks: ['STATE-16', 'STATE-17', 'DELIVERY-04'],
  seenAs: 'Uplinks of a deactivated connection are lost',
  defect: (parts) => {
    const inactive = new Set<string>();
    return {
      ...parts,
      createSupervisor: (deps) => {
        const supervisor = parts.createSupervisor(deps);
        return {
          ...supervisor,
          apply: (connection) => {
            if (connection.active) inactive.delete(connection.id);
            else inactive.add(connection.id);
            supervisor.apply(connection);
          },
        };
      },
      router: {
        route: (uplink, table) =>
          parts.router.route(uplink, table).filter(({ connectionId }) => !inactive.has(connectionId)),
      },
    };
  },
});
