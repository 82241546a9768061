import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the validity of uplinks is stored and read back, on connections and on flows, and never looked at.
 *
 * Must fail: PARAM-07, PARAM-09 and PARAM-10, the parameter's own promises; MSG-15 (an expired uplink counts as lost),
 * DELIVERY-11 (one that has not arrived is told as expired) and STATE-16 (the validity of what waits ends).
 *
 * A run of whole chapters showed one more: STATE-11: one of its scenarios lets a validity pass during an outage.
 *
 * Against all chapters two more failed: METRIC-07, whose log line tells of an uplink that is too old, and UPDATE-11, which
 * changes this parameter to see the link restart.
 */
export default control({
  title: 'Uplinks are sent however old they are',
  breaks: [
    'PARAM-07',
    'PARAM-09',
    'PARAM-10',
    'MSG-15',
    'DELIVERY-11',
    'STATE-16',
    'STATE-11',
    'UPDATE-11',
    'METRIC-07',
  ],
  seenAs: 'An expired uplink sent',
  defect: (parts) => ({
    ...parts,
    router: {
      route: (uplink, table) =>
        parts.router.route(uplink, table).map(({ uplinkTimeValidity: _ignored, ...route }) => route),
    },
    createSupervisor: (deps) => {
      const supervisor = parts.createSupervisor(deps);
      return {
        ...supervisor,
        apply: ({ configuration: { uplinkTimeValidity: _ignored, ...configuration }, ...connection }) =>
          supervisor.apply({ ...connection, configuration }),
      };
    },
  }),
});
