/** Resolves at the first Ctrl-C, SIGTERM or SIGHUP; the second ends the process at once. */
export function interruption(): Promise<'interrupted'> {
  return new Promise((resolve) => {
    const stop = () => {
      process.once('SIGINT', () => process.exit(130));
      resolve('interrupted');
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    // The terminal's window was closed.
    process.once('SIGHUP', stop);
  });
}
