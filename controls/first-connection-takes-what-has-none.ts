import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an uplink that neither its device nor a flow leads anywhere goes to the first connection.
 *
 * Must fail: CREATE-02 (a device without a connection), VERIFY-03 (a connection that was added to another device), VERIFY-08
 * (one that was taken away again), and of the flows each that has a device which takes none: FLOW-01, FLOW-02, FLOW-03,
 * FLOW-04 and FLOW-05.
 *
 * With all chapters, which was not foreseen, MSG-13 as well: what no connection takes is counted as delivered.
 */
export default control({
  title: 'What has no connection goes to the first one',
  breaks: ['CREATE-02', 'VERIFY-03', 'VERIFY-08', 'FLOW-01', 'FLOW-02', 'FLOW-03', 'FLOW-04', 'FLOW-05'],
  breaksElsewhere: ['MSG-13'],
  seenAs: "Another customer's devices in a tenant",
  defect: (parts) => ({
    ...parts,
    router: {
      route: (uplink, table) => {
        const routes = parts.router.route(uplink, table);
        return routes.length === 0 && table.connectionExists('1')
          ? [{ connectionId: '1', driverId: 'actility:auto:1' }]
          : routes;
      },
    },
  }),
});
