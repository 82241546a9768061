import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the quota of the log as a whole is read from the settings, and the intake never holds anything back: what
 * can't be delivered fills the disk.
 *
 * Must fail: DELIVERY-06 (no event tells that the intake is held, or goes on).
 */
export default control({
  title: 'The intake is never held back',
  breaks: ['DELIVERY-06'],
  seenAs: 'The disk is full, and the bridge stops',
  defect: (parts) => ({
    ...parts,
    config: { ...parts.config, delivery: { ...parts.config.delivery, logQuota: Number.MAX_SAFE_INTEGER } },
  }),
});
