/** Runs pieces of work one after another, each with its own outcome. */
export function createSerial(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    // The next in line waits for the end, however it ends; the outcome goes to whoever asked for the work.
    last = turn.catch(() => undefined);
    return turn;
  };
}
