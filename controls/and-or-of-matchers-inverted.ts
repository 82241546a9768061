import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: of a flow's matchers all have to apply, and of the tags within a matcher any one is enough.
 *
 * Must fail: FLOW-02 (two matchers, of which one applies) and FLOW-03 (two tags, of which the device bears one). All other
 * flows have one matcher with one tag or key, for which both readings are the same.
 */
export default control({
  title: 'AND and OR are exchanged in the matchers of flows',
  breaks: ['FLOW-02', 'FLOW-03'],
  seenAs: 'AND/OR inverted',
  defect: (parts) => ({
    ...parts,
    router: {
      route(uplink, table) {
        const key = `lora:${uplink.devEui}`.toLowerCase();
        const borne = new Set(uplink.tags.map((tag) => tag.toLowerCase()));
        return parts.router.route(uplink, {
          ...table,
          assignments: (devEui) => table.assignments(devEui),
          connectionExists: (id) => table.connectionExists(id),
          flows: () =>
            table.flows().flatMap((flow) => {
              const applies = flow.matchers.every((matcher) =>
                matcher.type === 'key'
                  ? matcher.key.toLowerCase() === key
                  : matcher.tags.some((tag) => borne.has(tag.toLowerCase())),
              );
              return applies ? [{ ...flow, matchers: [{ type: 'key', key }] }] : [];
            }),
        });
      },
    },
  }),
});
