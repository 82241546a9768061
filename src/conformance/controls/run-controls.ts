import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../package-root.ts';
import { allRequirements, type Catalogue, readCatalogue } from '../requirements/index.ts';
import { type ControlVerdict, judgeControl, matrixMarkdown, notJudged } from './kill-matrix.ts';
import { type LoadedControl, loadControl } from './load-control.ts';
import { runChild } from './run-child.ts';

export interface ControlRunOptions {
  readonly names: readonly string[];
  readonly seed: string;
  /** All scenarios, instead of those of the chapters that a control concerns. */
  readonly full: boolean;
  /** Controls at a time, each in a process of its own. */
  readonly parallel: number;
  /** Gets `controls.md` and a folder a control. */
  readonly reports: string;
  readonly onVerdict: (verdict: ControlVerdict) => void;
  /** Ends the running children. */
  readonly signal: AbortSignal;
}

/** The verdicts in the order of the names, or why there is nothing to hold them against. */
export type ControlRun =
  | { readonly ok: true; readonly verdicts: readonly ControlVerdict[] }
  | { readonly ok: false; readonly reason: string };

const FEATURES = join(PACKAGE_ROOT, 'features');

/**
 * Runs each control, and before them the sound bridge: where that one fails or is blocked, a broken one proves nothing.
 * Writes the kill matrix.
 */
export async function runControls(options: ControlRunOptions): Promise<ControlRun> {
  const catalogue = await readCatalogue(FEATURES);
  const controls = await Promise.all(options.names.map(loadControl));
  const unsound = await faultOfSoundBridge(controls, catalogue, options);
  if (unsound !== undefined) return { ok: false, reason: unsound };
  const verdicts = new Map<string, ControlVerdict>();
  const waiting = [...controls];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const verdict = await runControl(next, catalogue, options);
      verdicts.set(next.name, verdict);
      options.onVerdict(verdict);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.parallel) }, work));
  const ordered = controls.flatMap(({ name }) => verdicts.get(name) ?? []);
  await mkdir(options.reports, { recursive: true });
  await writeFile(join(options.reports, 'controls.md'), matrixMarkdown(ordered));
  return { ok: true, verdicts: ordered };
}

async function faultOfSoundBridge(
  controls: readonly LoadedControl[],
  catalogue: Catalogue,
  options: ControlRunOptions,
): Promise<string | undefined> {
  const ids = controls.flatMap(({ control }) => control.breaks);
  const result = await runChild({
    paths: options.full ? [] : foldersOf(ids, catalogue),
    seed: options.seed,
    reports: join(options.reports, 'controls', 'sound'),
    signal: options.signal,
  });
  if (!result.ok) return result.reason;
  const bad = result.report.requirements.filter(
    ({ verdict }) => verdict === 'failed' || verdict === 'blocked',
  );
  return bad.length === 0 ? undefined : `it fails already on ${bad.map(({ id }) => id).join(' ')}`;
}

async function runControl(
  { name, control }: LoadedControl,
  catalogue: Catalogue,
  options: ControlRunOptions,
): Promise<ControlVerdict> {
  const known = new Set(allRequirements(catalogue).map(({ requirement }) => requirement.id));
  const unknown = control.breaks.filter((id) => !known.has(id));
  if (unknown.length > 0) return notJudged(name, control, `no requirement of that id: ${unknown.join(' ')}`);
  const result = await runChild({
    paths: options.full ? [] : foldersOf(control.breaks, catalogue),
    control: name,
    seed: options.seed,
    reports: join(options.reports, 'controls', name),
    signal: options.signal,
  });
  return result.ok ? judgeControl(name, control, result.report) : notJudged(name, control, result.reason);
}

/** The chapters of the named requirements: wide enough to see a defect break more than it should. */
function foldersOf(ids: readonly string[], catalogue: Catalogue): string[] {
  const folders = allRequirements(catalogue)
    .filter(({ requirement }) => ids.includes(requirement.id))
    .map(({ chapter }) => join(FEATURES, chapter.folder));
  return [...new Set(folders)];
}
