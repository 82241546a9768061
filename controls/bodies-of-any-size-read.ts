import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the size of a request's body has no limit.
 *
 * Must fail: INPUT-06 alone. The long description is then refused for its length, or kept.
 */
export default control({
  title: 'A body of any size is read',
  breaks: ['INPUT-06'],
  seenAs: 'The bridge runs out of memory',
  defect: (parts) => ({
    ...parts,
    config: { ...parts.config, api: { ...parts.config.api, maxBodyBytes: 1_000_000_000 } },
  }),
});
