import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a rejection without a correlation id is put down to whichever command of the device has waited longest.
 * But the network rejects at once: it is the youngest that it means.
 *
 * Must fail: CMD-04 alone, by its second of two. With one command under way, oldest and youngest are the same.
 */
export default control({
  title: 'A rejection without a correlation id fails the wrong operation',
  breaks: ['CMD-04'],
  seenAs: 'Rejection without CorrelationID (TXIF-1318)',
  defect: (parts) => ({
    ...parts,
    commandPorts: {
      ...parts.commandPorts,
      matchReport: (report, records) =>
        parts.commandPorts.matchReport(
          report.correlationId === undefined ? { ...report, kind: 'sent' } : report,
          records,
        ),
    },
  }),
});
