/** How often a run tries to start its browser before it takes it for one that can't be started. */
const MOST_FAILURES = 2;

/** What is kept: something that is there until it says that it is not, and can be closed. */
export interface Kept {
  isThere(): boolean;
  close(): Promise<void>;
}

/** What is kept, and what is to be told of how it came to be there. */
export interface Provided<T> {
  readonly it: T;
  readonly remark?: string;
}

/**
 * Keeps the one browser of a run: starts it when it is first asked for. One that could not be started is tried once more
 * by whoever asks next, and one that has died is replaced, so that a busy machine costs one scenario and not all of them.
 */
export class BrowserKeeper<T extends Kept> {
  readonly #open: () => Promise<T>;
  #present: Promise<T> | undefined;
  #failures: unknown[] = [];

  constructor(open: () => Promise<T>) {
    this.#open = open;
  }

  /** @throws Error that tells how often it was tried, and why it failed */
  async provide(): Promise<Provided<T>> {
    const before = await this.#present?.catch(() => undefined);
    const died = before !== undefined && !before.isThere();
    if (died) this.#present = undefined;
    if (this.#failures.length >= MOST_FAILURES) throw this.#failure();
    const failed = this.#failures.at(-1);
    const isFirstTry = this.#present === undefined;
    this.#present ??= this.#open();
    try {
      const it = await this.#present;
      const remark = died
        ? 'The browser had died; it was started anew.'
        : failed !== undefined && isFirstTry
          ? `The browser was started at the second try; the first one failed: ${textOf(failed)}`
          : undefined;
      return remark === undefined ? { it } : { it, remark };
    } catch (error) {
      this.#present = undefined;
      this.#failures.push(error);
      throw this.#failure();
    }
  }

  async close(): Promise<void> {
    const present = await this.#present?.catch(() => undefined);
    this.#present = undefined;
    await present?.close();
  }

  #failure(): Error {
    const count = this.#failures.length;
    const outlook = count < MOST_FAILURES ? 'the next scenario tries again' : 'it is not tried again';
    const cause = this.#failures.at(-1);
    return new Error(`The browser could not be started (try ${count}; ${outlook}): ${textOf(cause)}`, {
      cause,
    });
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
