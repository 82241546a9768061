import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the limit of five connections is not kept.
 *
 * Must fail: CREATE-16 alone.
 */
export default control({
  title: 'More than five connections can be created',
  breaks: ['CREATE-16'],
  seenAs: 'A sixth connection works here and not on the product',
  defect: (parts) => ({
    ...parts,
    config: { ...parts.config, limits: { ...parts.config.limits, maxConnections: 1000 } },
  }),
});
