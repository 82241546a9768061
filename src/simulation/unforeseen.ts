/** Errors that nobody foresaw and nobody waits for; whoever owns the world looks at them in the end. */
export class Unforeseen {
  readonly #notes: string[] = [];

  note(error: unknown, where: string): void {
    this.#notes.push(`${where}: ${describeError(error)}`);
  }

  all(): readonly string[] {
    return this.#notes;
  }
}

/** An error with the place it comes from. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
