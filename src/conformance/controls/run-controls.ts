import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PACKAGE_ROOT } from '../package-root.ts';
import { conformanceReportSchema } from '../reports/index.ts';
import { allRequirements, type Catalogue, readCatalogue } from '../requirements/index.ts';
import { type ControlVerdict, judgeControl, matrixMarkdown, notJudged } from './kill-matrix.ts';
import { type LoadedControl, loadControl } from './load-control.ts';

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

const FEATURES = join(PACKAGE_ROOT, 'features');
const BIN = join(PACKAGE_ROOT, 'src/cli/bin.mjs');

/**
 * Runs each control in a child process, since Cucumber's support code is loaded once a process, and writes the kill
 * matrix. Verdicts come back in the order of the names.
 */
export async function runControls(options: ControlRunOptions): Promise<readonly ControlVerdict[]> {
  const catalogue = await readCatalogue(FEATURES);
  const controls = await Promise.all(options.names.map(loadControl));
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
  return ordered;
}

async function runControl(
  { name, control }: LoadedControl,
  catalogue: Catalogue,
  options: ControlRunOptions,
): Promise<ControlVerdict> {
  const known = new Set(allRequirements(catalogue).map(({ requirement }) => requirement.id));
  const unknown = control.breaks.filter((id) => !known.has(id));
  if (unknown.length > 0) return notJudged(name, control, `no requirement of that id: ${unknown.join(' ')}`);
  const reports = join(options.reports, 'controls', name);
  await rm(reports, { recursive: true, force: true });
  const paths = options.full ? [] : foldersOf(control.breaks, catalogue);
  const args = ['test', ...paths, '--control', name, '--seed', options.seed, '--reports', reports, '--brief'];
  const { code, output } = await runChild(args, options.signal);
  if (code !== 0 && code !== 1) {
    return notJudged(name, control, `the harness failed (${code ?? 'killed'}): ${output.slice(-400).trim()}`);
  }
  const report = conformanceReportSchema.safeParse(
    parse(await readFile(join(reports, 'conformance.yaml'), 'utf8')),
  );
  return report.success
    ? judgeControl(name, control, report.data)
    : notJudged(name, control, 'its conformance.yaml has an unknown form');
}

/** The chapters of the named requirements: wide enough to see a defect break more than it should. */
function foldersOf(ids: readonly string[], catalogue: Catalogue): string[] {
  const folders = allRequirements(catalogue)
    .filter(({ requirement }) => ids.includes(requirement.id))
    .map(({ chapter }) => join(FEATURES, chapter.folder));
  return [...new Set(folders)];
}

function runChild(
  args: readonly string[],
  signal: AbortSignal,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], { signal, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-10_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
