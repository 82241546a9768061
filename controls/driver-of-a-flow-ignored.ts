import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the driver of a flow is stored and not looked at: each uplink is decoded by the one that it names.
 *
 * Must fail: FLOW-09 (a fixed driver) and FLOW-10 (none).
 */
export default control({
  title: 'The driver of a flow is ignored',
  breaks: ['FLOW-09', 'FLOW-10'],
  seenAs: 'A corrected driver has no effect',
  defect: (parts) => ({
    ...parts,
    router: {
      route: (uplink, table) =>
        parts.router.route(uplink, table).map((route) => ({ ...route, driverId: 'actility:auto:1' })),
    },
  }),
});
