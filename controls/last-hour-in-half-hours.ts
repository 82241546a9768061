import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the uplinks of the last hour are those of the half hours by the clock that the last hour has a part of,
 * so that some are counted for up to an hour and a half.
 *
 * Must fail: METRIC-01 (an uplink of an hour ago is still counted) and MSG-14 (so is one of 61 minutes ago). The day is
 * counted exactly.
 */
const HALF_HOURS = 3;

export default control({
  title: 'The counters of the last hour forget too late',
  breaks: ['METRIC-01', 'MSG-14'],
  seenAs: 'Counters wrong (TXIF-1822, TXIF-2075)',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) => {
      const supervisor = parts.createSupervisor(deps);
      return {
        ...supervisor,
        metrics: (id) => {
          const uplinksLast1h = supervisor
            .history(id, 'day')
            .uplinks.slice(-HALF_HOURS)
            .reduce((sum, count) => sum + count, 0);
          return { ...supervisor.metrics(id), uplinksLast1h };
        },
      };
    },
  }),
});
