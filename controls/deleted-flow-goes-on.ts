import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a deleted flow disappears from the list, and goes on leading uplinks until the bridge is started again.
 *
 * Must fail: FLOW-01 alone. A flow that is replaced is followed at once.
 *
 * Deviation from what was foreseen before the first run: it survived, since no uplink had taken the flow before it was deleted,
 * and a flow is noticed at an uplink here. FLOW-01 has had a scenario with a flow that was in use since.
 */
export default control({
  title: 'A deleted flow goes on',
  breaks: ['FLOW-01'],
  seenAs: 'Flow deleted, still sending',
  defect: (parts) => {
    type Table = Parameters<typeof parts.router.route>[1];
    const seen = new Map<string, ReturnType<Table['flows']>[number]>();
    return {
      ...parts,
      router: {
        route(uplink, table) {
          for (const flow of table.flows()) seen.set(flow.id, flow);
          return parts.router.route(uplink, {
            flows: () => [...seen.values()],
            assignments: (devEui) => table.assignments(devEui),
            connectionExists: (id) => table.connectionExists(id),
          });
        },
      },
    };
  },
});
