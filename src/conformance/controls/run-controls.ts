import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { ConformanceReport } from '../reports/index.ts';
import { allRequirements, type Catalogue, readCatalogue } from '../requirements/index.ts';
import { expectedOf } from './control.ts';
import {
  type ControlVerdict,
  judgeControl,
  judgeOnTarget,
  matrixMarkdown,
  notJudged,
} from './kill-matrix.ts';
import { type LoadedControl, loadControl } from './load-control.ts';
import { type ChildResult, runChild } from './run-child.ts';

export interface ControlRunOptions {
  readonly names: readonly string[];
  /** The file of a bridge that the kit does not host: its traffic is corrupted, in place of the reference's parts. */
  readonly target?: string;
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
  const sound = await runSoundBridge(controls, catalogue, options);
  if (!sound.ok) return sound;
  const verdicts = new Map<string, ControlVerdict>();
  const waiting = [...controls];
  // From both ends of the list: those of the console, which stand together and mostly wait for what a broken page never
  // shows, then have others beside them that compute.
  const work = async (fromEnd: boolean) => {
    const take = () => (fromEnd ? waiting.pop() : waiting.shift());
    for (let next = take(); next !== undefined; next = take()) {
      const verdict = await runControl(next, catalogue, options, sound.report);
      verdicts.set(next.name, verdict);
      options.onVerdict(verdict);
    }
  };
  await Promise.all(
    Array.from({ length: Math.max(1, options.parallel) }, (_, index) => work(index % 2 === 1)),
  );
  const ordered = controls.flatMap(({ name }) => verdicts.get(name) ?? []);
  await mkdir(options.reports, { recursive: true });
  await writeFile(join(options.reports, 'controls.md'), matrixMarkdown(ordered));
  return { ok: true, verdicts: ordered };
}

async function runSoundBridge(
  controls: readonly LoadedControl[],
  catalogue: Catalogue,
  options: ControlRunOptions,
): Promise<ChildResult> {
  const result = await runChild({
    ...childOf(options),
    paths: pathsOf(controls, catalogue, options),
    reports: join(options.reports, 'controls', 'sound'),
  });
  if (!result.ok) return result;
  // A bridge of somebody else's may have its faults: what it keeps all the same can be broken.
  if (options.target !== undefined) {
    const kept = result.report.requirements.some(({ verdict }) => verdict === 'passed');
    return kept ? result : { ok: false, reason: 'it keeps nothing of what these controls are about' };
  }
  const bad = result.report.requirements.filter(
    ({ verdict }) => verdict === 'failed' || verdict === 'blocked',
  );
  if (bad.length === 0) return result;
  return { ok: false, reason: `it fails already on ${bad.map(({ id }) => id).join(' ')}` };
}

function childOf({ target, seed, signal }: ControlRunOptions) {
  return { seed, signal, ...(target === undefined ? {} : { target }) };
}

async function runControl(
  loaded: LoadedControl,
  catalogue: Catalogue,
  options: ControlRunOptions,
  sound: ConformanceReport,
): Promise<ControlVerdict> {
  const { name, control } = loaded;
  const known = new Set(allRequirements(catalogue).map(({ requirement }) => requirement.id));
  const unknown = expectedOf(control, true).filter((id) => !known.has(id));
  if (unknown.length > 0) return notJudged(name, control, `no requirement of that id: ${unknown.join(' ')}`);
  if (options.target !== undefined) {
    const untried = judgeOnTarget(name, control, sound, sound, options.full);
    if (untried.outcome === 'not-applicable') return untried;
  }
  const result = await runChild({
    ...childOf(options),
    paths: pathsOf([loaded], catalogue, options),
    control: name,
    reports: join(options.reports, 'controls', name),
  });
  if (!result.ok) return notJudged(name, control, result.reason);
  return options.target === undefined
    ? judgeControl(name, control, result.report, options.full)
    : judgeOnTarget(name, control, result.report, sound, options.full);
}

/**
 * The chapters of the named requirements: wide enough to see a defect break more than it should. In real time that would
 * take many minutes each: there it is the chapter of what the control names first.
 */
function pathsOf(
  controls: readonly LoadedControl[],
  catalogue: Catalogue,
  { full, target }: ControlRunOptions,
): string[] {
  if (full) return [];
  const ids = controls.flatMap(({ control: { breaks } }) => (target === undefined ? breaks : [breaks[0]]));
  const folders = allRequirements(catalogue)
    .filter(({ requirement }) => ids.includes(requirement.id))
    .map(({ chapter }) => join(FEATURES, chapter.folder));
  return [...new Set(folders)];
}
