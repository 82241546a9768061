import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PACKAGE_ROOT } from '../package-root.ts';
import { type ConformanceReport, conformanceReportSchema } from '../reports/index.ts';

const BIN = join(PACKAGE_ROOT, 'src/cli/bin.mjs');

export interface ChildRun {
  /** The file of a bridge that the kit does not host, in place of the reference. */
  readonly target?: string;
  /** What to run; empty: everything. */
  readonly paths: readonly string[];
  readonly control?: string;
  readonly seed: string;
  /** Emptied first. */
  readonly reports: string;
  /** Ends the child. */
  readonly signal: AbortSignal;
}

/** What a run reported, or why it reported nothing that can be used. */
export type ChildResult =
  | { readonly ok: true; readonly report: ConformanceReport }
  | { readonly ok: false; readonly reason: string };

/** Runs features in a process of its own, since Cucumber's support code can be loaded once a process. */
export async function runChild(run: ChildRun): Promise<ChildResult> {
  const { paths, target, control, seed, reports, signal } = run;
  await rm(reports, { recursive: true, force: true });
  const broken = control === undefined ? [] : ['--control', control];
  const command = target === undefined ? ['test'] : ['verify', '--target', target];
  const args = [...command, ...paths, ...broken, '--seed', seed, '--reports', reports, '--brief'];
  const { code, output } = await ended(args, signal);
  if (code !== 0 && code !== 1) {
    return { ok: false, reason: `the harness failed (${code ?? 'killed'}): ${output.slice(-400).trim()}` };
  }
  const text = await readFile(join(reports, 'conformance.yaml'), 'utf8');
  const parsed = conformanceReportSchema.safeParse(parse(text));
  return parsed.success
    ? { ok: true, report: parsed.data }
    : { ok: false, reason: 'its conformance.yaml has an unknown form' };
}

function ended(
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
