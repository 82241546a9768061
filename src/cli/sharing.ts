import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a scenario takes, roughly, in seconds: most, and one in a browser. */
const USUAL_SECONDS = 0.15;
const BROWSER_SECONDS = 1.6;
/** From here on it is worth while to start further processes, which takes each of them about three seconds. */
const WORTH_SECONDS = 20;
const MOST_PROCESSES = 4;

/**
 * How many processes share these features, given as files, folders or `file:line`; 0: none but the one that runs. One
 * more than there are cores: each now and then waits for a browser or a child process.
 */
export function processesFor(features: readonly string[], cores: number): number {
  const seconds = features.flatMap(featureFiles).reduce((sum, file) => sum + secondsOf(file), 0);
  return seconds < WORTH_SECONDS || cores < 2 ? 0 : Math.min(cores + 1, MOST_PROCESSES);
}

function featureFiles(path: string): readonly string[] {
  // A single scenario, by its line.
  if (/:\d+$/.test(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.feature'))
    .map((file) => join(path, file));
}

function secondsOf(file: string): number {
  const text = readFileSync(file, 'utf8');
  const scenarios = text.match(/^\s*(Scenario|Example)\b/gm)?.length ?? 0;
  return scenarios * (text.includes('@browser') ? BROWSER_SECONDS : USUAL_SECONDS);
}
