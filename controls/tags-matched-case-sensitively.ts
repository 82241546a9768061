import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a flow's tags are compared with the device's letter by letter.
 *
 * Must fail: FLOW-04 alone; all other flows write their tags as the devices do.
 */
export default control({
  title: 'Tags are matched case-sensitively',
  breaks: ['FLOW-04'],
  seenAs: 'Tag matching case-sensitive: uplinks of METER miss the flow of meter',
  defect: (parts) => ({
    ...parts,
    router: {
      route: (uplink, table) =>
        parts.router.route(uplink, {
          ...table,
          flows: () =>
            table.flows().map((flow) => ({
              ...flow,
              matchers: flow.matchers.filter(
                (matcher) => matcher.type === 'key' || matcher.tags.every((tag) => uplink.tags.includes(tag)),
              ),
            })),
        }),
    },
  }),
});
