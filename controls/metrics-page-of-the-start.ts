import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the page of all metrics is made when the bridge starts, and given from memory ever after.
 *
 * Must fail: METRIC-04, whose connections are not on it. A connection that is gone is not on it either.
 */
export default control({
  title: 'The metrics page shows the bridge as it started',
  breaks: ['METRIC-04'],
  seenAs: 'A dashboard that stands still',
  defect: (parts) => ({
    ...parts,
    createApi: (deps) => {
      const page = deps.metrics();
      return parts.createApi({ ...deps, metrics: () => page });
    },
  }),
});
