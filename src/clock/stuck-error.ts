/** A virtual world that can't come to rest; the message names what keeps it busy. */
export class StuckError extends Error {
  override readonly name = 'StuckError';
  /** What kept the world from settling, one line each: busy activities and holds, or the timer that fires again and again. */
  readonly culprits: readonly string[];

  constructor(reason: string, culprits: readonly string[]) {
    super([`${reason}:`, ...culprits.map((culprit) => `  - ${culprit}`)].join('\n'));
    this.culprits = culprits;
  }
}
