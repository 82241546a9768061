import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection sends one request at a time, so that each device waits for all before it.
 *
 * Must fail: DELIVERY-10, whose Cumulocity takes its time. Elsewhere it answers at once.
 */
export default control({
  title: 'Devices wait for one another',
  breaks: ['DELIVERY-10'],
  seenAs: 'With a slow platform, a connection of many devices falls behind',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) => parts.createSupervisor({ ...deps, limits: { ...deps.limits, parallel: 1 } }),
  }),
});
