import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a device that was given a connection takes this one only; flows that match it are not looked at.
 *
 * Must fail: FLOW-06 alone, by the device with a connection of its own and a flow to another.
 */
export default control({
  title: "A device's own connection hides its flows",
  breaks: ['FLOW-06'],
  seenAs: 'A flow stops working for a device that is added by hand',
  defect: (parts) => ({
    ...parts,
    router: {
      route(uplink, table) {
        const routes = parts.router.route(uplink, table);
        const own = table.assignments(uplink.devEui);
        return own.length === 0 ? routes : routes.filter(({ connectionId }) => own.includes(connectionId));
      },
    },
  }),
});
