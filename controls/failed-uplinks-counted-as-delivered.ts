import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an uplink is counted as one that went through when its way ends, however it ends. None ever fails.
 *
 * Must fail: MSG-13 and METRIC-03, which wait for an uplink that is counted as failed. METRIC-01 and MSG-14 hold, because
 * their uplinks go through; METRIC-04 holds, because the page is wrong in the same way.
 */
export default control({
  title: 'Uplinks that failed are counted as delivered',
  breaks: ['MSG-13', 'METRIC-03'],
  seenAs: 'Counters wrong (TXIF-1822, TXIF-2075)',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) => {
      const supervisor = parts.createSupervisor(deps);
      return {
        ...supervisor,
        metrics: (id) => {
          const metrics = supervisor.metrics(id);
          return {
            ...metrics,
            uplinksLast1h: metrics.uplinksLast1h + metrics.uplinksLast1hFailed,
            uplinksLast24h: metrics.uplinksLast24h + metrics.uplinksLast24hFailed,
            uplinksLast1hFailed: 0,
            uplinksLast24hFailed: 0,
          };
        },
      };
    },
  }),
});
