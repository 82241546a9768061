/** The network's reports about downlinks since the start, by what came of them. */
export interface ReportCounts {
  /** They decided about a command. */
  readonly matched: number;
  /** They are about no command that is under way: another application's, or one that has ended. */
  readonly unmatched: number;
  /** They told no delivery status. */
  readonly undecided: number;
}
