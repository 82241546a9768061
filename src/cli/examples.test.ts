import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, test } from 'node:test';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';

interface Shown {
  readonly command: string;
  readonly exitCode: number;
  /** What it must print, among other things. */
  readonly lines: readonly string[];
}

/** The commands of a page with what it shows of their output, a list a section. */
function commandsOf(page: string): ReadonlyMap<string, readonly Shown[]> {
  const sections = new Map<string, Shown[]>();
  for (const section of page.split(/^## /m).slice(1)) {
    const blocks = [...section.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block = '']) => block);
    const shown = blocks.flatMap((block) =>
      block
        .split(/^\$ /m)
        .slice(1)
        .map((part): Shown => {
          const [first = '', ...lines] = part.split('\n');
          const [command = '', remark = ''] = first.split(/\s+# /);
          return {
            command,
            exitCode: Number(/exit code (\d)/.exec(remark)?.[1] ?? 0),
            lines: lines.map((line) => line.replace(/^…\s*/, '').trim()).filter((line) => line !== ''),
          };
        }),
    );
    if (shown.length > 0) sections.set(section.split('\n', 1)[0] ?? '', shown);
  }
  return sections;
}

async function run(
  command: string,
  cwd: string,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const bin = join(PACKAGE_ROOT, 'src/cli/bin.mjs');
  const line = command.replace(/^npx iot-flow-tck/, `"${process.execPath}" "${bin}"`);
  const child = spawn(line, { cwd, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { exitCode: await ended, output: out + err };
}

describe('docs/reproduce-an-issue.md shows what happens', { concurrency: 2 }, () => {
  const sections = commandsOf(readFileSync(join(PACKAGE_ROOT, 'docs/reproduce-an-issue.md'), 'utf8'));
  assert.equal(sections.size, 3);
  // Elsewhere than in the project: a stranger has the package only.
  const folder = mkdtempSync(join(tmpdir(), 'iot-flow-tck-examples-'));
  symlinkSync(join(PACKAGE_ROOT, 'docs'), join(folder, 'docs'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [section, commands] of sections) {
    test(section, async () => {
      for (const { command, exitCode, lines } of commands) {
        assert.match(command, /^npx iot-flow-tck /);
        const done = await run(command, folder);
        assert.equal(done.exitCode, exitCode, `${command}\n${done.output}`);
        for (const line of lines) {
          assert.ok(done.output.includes(line), `${command}\nshould print: ${line}\nprints:\n${done.output}`);
        }
      }
    });
  }
});
