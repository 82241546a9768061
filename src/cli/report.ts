import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Envelope as Message } from '@cucumber/messages';
import type { Command } from 'commander';
import { createRealClock, isoTime } from '../clock/index.ts';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import type { Repeat } from '../conformance/run/index.ts';
import { COMPARE_HELP, earlierReport } from './earlier-report.ts';
import { reportRun } from './report-run.ts';

interface MergeOptions {
  readonly reports: string;
  readonly compare?: string;
  readonly features?: string;
}

const EXAMPLES = `
Examples:
  iot-flow-tck test --shard 1/2 --reports shard-1
  iot-flow-tck test --shard 2/2 --reports shard-2
  iot-flow-tck report merge shard-1 shard-2                       one set of reports, in reports/
  iot-flow-tck report merge shard-1 shard-2 --compare last.yaml   and what has changed since an earlier run

Each planned scenario must have run in exactly one of the folders.
Exit code: 0 all well; 1 something failed or did not run; 2 the runs can't be put together.`;

const SCHEMA_EXAMPLES = `
Examples:
  iot-flow-tck report schema                                      to standard output
  iot-flow-tck report schema >conformance.schema.json             for an editor that checks YAML by it

Exit code: 0 printed.`;

/** Adds `iot-flow-tck report`, whose `merge` makes one run's reports of several. */
export function addReportCommand(program: Command): void {
  const report = program
    .command('report')
    .description('work with the reports of runs')
    .addHelpText('after', EXAMPLES);
  report
    .command('schema')
    .description('print the JSON Schema of conformance.yaml')
    .addHelpText('after', SCHEMA_EXAMPLES)
    .action(async () => {
      const { conformanceJsonSchema } = await import('../conformance/reports/index.ts');
      process.stdout.write(conformanceJsonSchema());
    });
  report
    .command('merge')
    .description('judge several runs, such as shards, as one, and write its reports')
    .argument('<folders...>', 'the folders that the runs wrote their reports to')
    .option('--reports <folder>', 'where the merged reports go', 'reports')
    .option('--compare <path>', COMPARE_HELP)
    .option('--features <folder>', 'the features, where they are not those of the kit')
    .addHelpText('after', EXAMPLES)
    .action(merge);
}

async function merge(folders: readonly string[], options: MergeOptions, command: Command): Promise<void> {
  const { mergeRuns, readRun, UnlikeRuns, UnreadableRun } = await import('../conformance/merging/index.ts');
  const { describeRun, lastLine } = await import('../conformance/run/index.ts');
  const { judgeOwnRun, judgeRequirements } = await import('../conformance/verdicts/index.ts');
  try {
    const own = options.features === undefined;
    const runs = await Promise.all(folders.map((folder) => readRun(resolve(folder))));
    const earlier = await earlierReport(command, options.compare);
    const { run, common, seeds } = await mergeRuns(runs, {
      root: own ? PACKAGE_ROOT : process.cwd(),
      features: resolve(options.features ?? join(PACKAGE_ROOT, 'features')),
    });
    const seed = seeds.join(', ');
    const folder = resolve(options.reports);
    const capabilities = new Set(common.target.capabilities);
    const chapters = judgeRequirements(run.catalogue, run.result, capabilities);
    const repeat: Repeat = {
      command: 'npx iot-flow-tck test',
      options: common.control === undefined ? [] : ['--control', common.control],
      filters: [],
      seed: seeds[0] ?? seed,
    };
    await writeRaw(run.messages, folder);
    const files = await reportRun({
      run,
      chapters,
      facts: {
        target: common.target.kind,
        ...(common.target.name === undefined ? {} : { targetName: common.target.name }),
        capabilities,
        platform: common.platform,
        date: isoTime(createRealClock().now()),
        seed,
        ...(common.control === undefined ? {} : { control: common.control }),
        reproduce: runs.map(({ report }) => report.reproduce).join('\n'),
        // Of several seeds nobody knows here which one a scenario had.
        ...(seeds.length === 1 ? { repeat } : {}),
        outcome: judgeOwnRun(run.judgement, chapters, run.full),
      },
      folder,
      brief: false,
      ...(earlier === undefined ? {} : { earlier }),
      env: process.env,
    });
    process.stdout.write(describeRun(run, repeat));
    process.stdout.write(files.map((file) => `report: ${relative(process.cwd(), file)}\n`).join(''));
    process.stdout.write(`${lastLine(run.judgement)}\n`);
    process.exitCode = run.judgement.exitCode;
  } catch (error) {
    if (error instanceof UnlikeRuns || error instanceof UnreadableRun)
      command.error(`error: ${error.message}`);
    throw error;
  }
}

/** The merged messages, and what Cucumber itself would have written of them. */
async function writeRaw(messages: readonly Message[], folder: string): Promise<void> {
  const { JUnitXmlPrinter } = await import('@cucumber/junit-xml-formatter');
  await mkdir(folder, { recursive: true });
  const ndjson = createWriteStream(join(folder, 'messages.ndjson'));
  const junit = createWriteStream(join(folder, 'junit.xml'));
  const printer = new JUnitXmlPrinter({ suiteName: 'iot-flow-tck' }, (text) => void junit.write(text));
  for (const message of messages) {
    ndjson.write(`${JSON.stringify(message)}\n`);
    printer.update(message);
  }
  ndjson.end();
  junit.end();
  await Promise.all([finished(ndjson), finished(junit)]);
}
