/** What has to be ended, last made first; used alike for a world that is stopped and for one that could not be made. */
export class Endings {
  readonly #steps: (() => Promise<void> | void)[] = [];

  add(end: () => Promise<void> | void): void {
    this.#steps.push(end);
  }

  /**
   * Ends everything once; one that fails keeps no other from ending.
   * @throws AggregateError of what failed
   */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (let end = this.#steps.pop(); end !== undefined; end = this.#steps.pop()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} parts of a world did not end well`);
  }

  /** Makes something of parts that are ended again when it can't be made. */
  static async guard<T>(make: (endings: Endings) => Promise<T>): Promise<T> {
    const endings = new Endings();
    try {
      return await make(endings);
    } catch (error) {
      // Why it could not be made says more than what went wrong in tidying up.
      await endings.run().catch(() => undefined);
      throw error;
    }
  }
}
