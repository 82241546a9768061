/** Which operations a scenario speaks of. "The operation" is the one made last. */
export class OperationBook {
  readonly #ids: string[] = [];

  add(id: string): void {
    this.#ids.push(id);
  }

  /** The operation of that number, counted from 1, or the last. @throws Error when no sentence made it */
  id(number = this.#ids.length): string {
    const id = this.#ids[number - 1];
    if (id === undefined) throw new Error(`No operation ${number} has been made in this scenario.`);
    return id;
  }

  all(): readonly string[] {
    return [...this.#ids];
  }
}
