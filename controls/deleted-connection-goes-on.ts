import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a deleted connection disappears from the list, and goes on running.
 *
 * Must fail: DELETE-03 (what waited is sent), DELETE-04 (a connection that is tried again goes on being tried), STATE-17
 * (the backlog of a deleted connection arrives when the platform is back) and STATE-19 (deleted while opening, it goes on).
 * With all chapters PARAM-25 as well: the low-rate alarm of a deleted connection stays.
 *
 * Against all chapters two more failed: PARAM-25, for its alarm stays in Cumulocity, and DELIVERY-12, for nobody is told of
 * what waited: it is sent on.
 */
export default control({
  title: 'A deleted connection goes on running',
  breaks: ['DELETE-03', 'DELETE-04', 'STATE-17', 'STATE-19', 'PARAM-25', 'DELIVERY-12'],
  seenAs: 'Connection deleted, still sending',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) => ({ ...parts.createSupervisor(deps), remove: async () => {} }),
  }),
});
