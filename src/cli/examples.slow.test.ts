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

interface Ran {
  readonly exitCode: number;
  readonly output: string;
}

const MARK = '\u0000exit ';

/** Runs commands one after the other in one process: its start takes longer than most of them. */
async function runTogether(commands: readonly string[], cwd: string): Promise<readonly Ran[]> {
  const script = `
    import { main } from ${JSON.stringify(new URL('./main.ts', import.meta.url).href)};
    process.chdir(${JSON.stringify(cwd)});
    for (const words of ${JSON.stringify(commands.map(wordsOf))}) {
      process.exitCode = 0;
      await main(['node', ...words], 'steps/**/*.ts');
      console.log(${JSON.stringify(MARK)} + process.exitCode);
    }
    process.exitCode = 0;`;
  const output = await outputOf(['--import', 'tsx', '--input-type=module', '--eval', script], PACKAGE_ROOT);
  const parts = output.split(MARK);
  return commands.map((_command, index) => ({
    output: parts[index] ?? '',
    exitCode: Number.parseInt(parts[index + 1] ?? '-1', 10),
  }));
}

/** A run of the features needs a process of its own: steps can be loaded only once. */
async function runAlone(command: string, cwd: string): Promise<Ran> {
  const words = wordsOf(command).slice(1);
  const output = await outputOf([join(PACKAGE_ROOT, 'src/cli/bin.mjs'), ...words], cwd);
  return { output, exitCode: Number(output.split(MARK).at(-1)) };
}

async function outputOf(args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return `${err}${out}${MARK}${await ended}`;
}

function wordsOf(command: string): string[] {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return words.slice(1);
}

const isRun = ({ command }: Shown) => command.startsWith('npx iot-flow-tck test ');

function expectShown({ command, exitCode, lines }: Shown, done: Ran | undefined): void {
  assert.equal(done?.exitCode, exitCode, `${command}\n${done?.output}`);
  for (const line of lines) {
    assert.ok(done.output.includes(line), `${command}\nshould print: ${line}\nprints:\n${done.output}`);
  }
}

describe('docs/reproduce-an-issue.md shows what happens', () => {
  const sections = commandsOf(readFileSync(join(PACKAGE_ROOT, 'docs/reproduce-an-issue.md'), 'utf8'));
  assert.equal(sections.size, 3);
  // Elsewhere than in the project: a stranger has the package only.
  const folder = mkdtempSync(join(tmpdir(), 'iot-flow-tck-examples-'));
  symlinkSync(join(PACKAGE_ROOT, 'docs'), join(folder, 'docs'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const all = [...sections.values()].flat();

  test('by the commands that read a capture, and the runs of what they write', async () => {
    const commands = all.filter((shown) => !isRun(shown));
    assert.ok(commands.length >= 10);
    const done = await runTogether(
      commands.map(({ command }) => command),
      folder,
    );
    for (const [index, shown] of commands.entries()) expectShown(shown, done[index]);
    // They run what the commands above wrote.
    for (const shown of all.filter(isRun)) expectShown(shown, await runAlone(shown.command, folder));
  });
});
