import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { CAPTURE_ARGUMENT, captureAt, onCapture } from './capture-input.ts';

interface ToFeatureOptions {
  readonly out: string;
  readonly title?: string;
  readonly expect: readonly string[];
}

const EXAMPLES = `
Examples:
  iot-flow-tck to-feature trouble.ndjson
  iot-flow-tck to-feature trouble.ndjson --out features-of-ours/duplicated --title "A device duplicated after a script"
  iot-flow-tck to-feature pasted.json --expect "Cumulocity shows a temperature of 21.5 °C for the device"

Then: iot-flow-tck test --features <folder>. It fails on a bridge that does what was captured, and passes on a right one.
Several captures may go into one folder: each adds its rows to requirements.yaml, under ids of their own.
Exit code: 0 written, 2 it can't be read, or something of that name is there already.`;

/** Adds `iot-flow-tck to-feature`: makes a scenario of a capture. */
export function addToFeatureCommand(program: Command): void {
  program
    .command('to-feature')
    .description('make a scenario of a capture, with the capture beside it')
    .argument('<file>', CAPTURE_ARGUMENT)
    .option('--out <folder>', 'where to; made where there is none', 'captured')
    .option('--title <text>', 'what the matter is called (default: after the file)')
    .option(
      '--expect <sentence>',
      'what should have been, in a sentence of the kit’s own steps; may be repeated',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .addHelpText('after', EXAMPLES)
    .action((path: string, options: ToFeatureOptions) =>
      onCapture('to-feature', () => toFeature(path, options)),
    );
}

/** Makes the scenario; a `requirements.yaml` that is there gets further rows, and nothing else is written over. */
export async function toFeature(path: string, { out, title, expect }: ToFeatureOptions): Promise<void> {
  const { featureOf } = await import('../reproduction/index.ts');
  const { writeCapture } = await import('../recording/index.ts');
  const capture = await captureAt(path);
  const name = path === '-' ? 'captured' : basename(path, extname(path));
  const file = `${name}.ndjson`;
  await expectFree(out, [`${name}.feature`, file], path);
  const catalogue = join(out, 'requirements.yaml');
  const { feature, requirements } = featureOf(capture, {
    title: title ?? `${name.replaceAll('-', ' ')}, as captured`,
    file,
    expect,
    ...(existsSync(catalogue) ? { catalogue: await readFile(catalogue, 'utf8') } : {}),
  });
  await mkdir(out, { recursive: true });
  for (const [target, content] of [
    [`${name}.feature`, feature],
    ['requirements.yaml', requirements],
    [file, writeCapture(capture)],
  ] as const) {
    await writeFile(join(out, target), content);
    console.log(`written: ${relative(process.cwd(), join(out, target))}`);
  }
  console.log(`\nRun it: iot-flow-tck test --features ${out}`);
}

/** What somebody has written since, or another capture of the same name, is not lost; the capture itself may lie there. */
async function expectFree(out: string, files: readonly string[], capture: string): Promise<void> {
  const taken = files
    .map((file) => join(out, file))
    .find((file) => existsSync(file) && resolve(file) !== resolve(capture));
  if (taken === undefined) return;
  const { ReproductionError } = await import('../reproduction/index.ts');
  throw new ReproductionError('taken', relative(process.cwd(), taken));
}
