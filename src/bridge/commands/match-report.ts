import type { CommandRecord } from './command-record.ts';
import type { DownlinkReport } from './read-report.ts';

/**
 * The command that a report is about. One that bears a correlation id is about the command with that id or about none of
 * ours. Without one the device, the port and the order decide: the network sends what it queued in order, so that a
 * `_Sent` is about the oldest; it rejects at once, so that a `_Rejected` is about the youngest that was published by then.
 *
 */
export type MatchReport = (report: DownlinkReport, commands: CommandsUnderWay) => CommandRecord | undefined;

export interface CommandsUnderWay {
  byCorrelation(correlationId: string): CommandRecord | undefined;
  /** In the order in which they were taken. */
  all(): readonly CommandRecord[];
}

export const matchReport: MatchReport = (report, commands) => {
  const { correlationId, devEui, fPort, at } = report;
  if (correlationId !== undefined) return commands.byCorrelation(correlationId);
  const waiting = commands.all().flatMap((record) => {
    const { downlink, state } = record;
    const isMeant =
      state.phase === 'published' &&
      downlink.devEui === devEui &&
      (fPort === undefined || downlink.fPort === fPort);
    return isMeant ? [{ record, at: state.at }] : [];
  });
  if (report.kind === 'sent') return waiting[0]?.record;
  const before = at === undefined ? waiting : waiting.filter((one) => one.at <= at);
  // Clocks differ: a rejection can't be older than what it rejects.
  return (before.at(-1) ?? waiting[0])?.record;
};
