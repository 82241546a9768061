import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: of the key of a flow only the maker's part of the DevEUI is compared, its first six digits.
 *
 * Must fail: FLOW-05 alone: of its two devices, which are of one maker, both take the flow of one.
 *
 * Deviation from what was foreseen before the first run: it survived, since the devices' DevEUIs had nothing in common. FLOW-05
 * has had a scenario with two that differ in the last digit since.
 */
export default control({
  title: 'A key names all devices of one maker',
  breaks: ['FLOW-05'],
  seenAs: 'Devices take a flow that is not theirs',
  defect: (parts) => ({
    ...parts,
    router: {
      route(uplink, table) {
        const maker = uplink.devEui.slice(0, 6).toLowerCase();
        const flows = table.flows().map((flow) => ({
          ...flow,
          matchers: flow.matchers.map((matcher) =>
            matcher.type === 'key' && matcher.key.toLowerCase().startsWith(`lora:${maker}`)
              ? { ...matcher, key: `lora:${uplink.devEui}` }
              : matcher,
          ),
        }));
        return parts.router.route(uplink, {
          flows: () => flows,
          assignments: (devEui) => table.assignments(devEui),
          connectionExists: (id) => table.connectionExists(id),
        });
      },
    },
  }),
});
