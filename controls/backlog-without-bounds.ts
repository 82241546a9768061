import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a connection's retention and quota are read from the settings, and nothing ever falls out: a connection
 * that nobody starts again fills the disk.
 *
 * Must fail: DELIVERY-04 and DELIVERY-05. DELIVERY-06 is about all connections together, which is held to.
 */
const TEN_YEARS_MS = 10 * 365 * 86_400_000;

export default control({
  title: 'A connection keeps what waits for it without bounds',
  breaks: ['DELIVERY-04', 'DELIVERY-05'],
  seenAs: 'A deactivated connection fills the disk',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) =>
      parts.createSupervisor({
        ...deps,
        limits: { ...deps.limits, quota: 1_000_000_000, retentionMs: TEN_YEARS_MS },
      }),
  }),
});
