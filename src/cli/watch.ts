import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join, relative } from 'node:path';
import type { Clock } from '../clock/index.ts';

/** What an author works on, and what to do about it. */
export interface Watching {
  readonly clock: Clock;
  /** Folders whose files are looked at, with all below them. */
  readonly folders: readonly string[];
  /** The features among them: of these, only the changed file is run. */
  readonly features: string;
  /** The command's arguments when all that was asked for is to be run, and what stays of them for one feature. */
  readonly all: readonly string[];
  readonly options: readonly string[];
  readonly print: (text: string) => void;
  readonly signal: AbortSignal;
}

/** An editor writes a file in several steps. */
const SETTLED_MS = 150;
const WATCHED = /\.(feature|yaml|tsx?|js)$/;

/**
 * Runs the features once, and again after each change: after one of a feature that feature, after any other change all
 * that was asked for. A run that is overtaken by a change is ended. Ends with the signal.
 */
export async function watchFeatures(watching: Watching): Promise<void> {
  const { clock, folders, features, all, options, print, signal } = watching;
  let changed = new Set<string>();
  let wake = () => {};
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true, signal, persistent: true }, (_, name) => {
      if (name === null || !WATCHED.test(name)) return;
      changed.add(join(folder, name));
      wake();
    }),
  );
  // An aborted watcher tells of it as an error.
  for (const watcher of watchers) watcher.on('error', () => undefined);
  signal.addEventListener('abort', () => wake(), { once: true });
  let args = [...all];
  while (!signal.aborted) {
    const run = start(args);
    const ended = new Promise<void>((resolve) => run.once('close', () => resolve()));
    const woken = new Promise<'changed'>((resolve) => {
      wake = () => resolve('changed');
      if (changed.size > 0) wake();
    });
    if ((await Promise.race([ended, woken])) === 'changed') run.kill('SIGINT');
    await ended;
    if (signal.aborted) return;
    if (changed.size === 0) print('\nWaiting for a change; Ctrl-C ends.\n');
    await woken;
    if (signal.aborted) return;
    await clock.sleep(SETTLED_MS, { name: 'watch', signal });
    const only = onlyFeature(changed, features);
    args = only === undefined ? [...all] : [only, ...options];
    print(
      `\n${[...changed].map((path) => relative(process.cwd(), path)).join(', ')} changed: ${only === undefined ? 'all that was asked for' : 'this feature'}\n`,
    );
    changed = new Set();
  }
}

function onlyFeature(changed: ReadonlySet<string>, features: string): string | undefined {
  const [first, ...more] = changed;
  const isFeature = first?.endsWith('.feature') === true && first.startsWith(features);
  return isFeature && more.length === 0 ? first : undefined;
}

/** In a process of its own: Node loads a module once, and the changed one would stay the old one. */
function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [process.argv[1] ?? '', 'test', ...args], { stdio: 'inherit' });
}
