import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: each uplink is a request of its own, however many wait.
 *
 * Must fail: DELIVERY-09, which counts the requests after a time of waiting.
 */
export default control({
  title: 'Each uplink is a request of its own',
  breaks: ['DELIVERY-09'],
  seenAs: 'After an outage the connection needs hours to catch up',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) => parts.createSupervisor({ ...deps, limits: { ...deps.limits, bulk: 1 } }),
  }),
});
