import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { wholeNumber } from '../../src/cli/index.ts';
import { createRealClock } from '../../src/clock/index.ts';
import type { MemoryVerdict } from './memory.ts';
import { EXIT, endOnSignal, firstOf, listed, positive, StatusLine, table } from './program.ts';
import { runSoak, type SoakResult } from './soak-run.ts';
import { CannotRun } from './surroundings.ts';

const EXAMPLES = `
Examples:
  npm run soak                              15 minutes
  npm run soak -- --minutes 0.5             a smoke: too short to judge memory by, all else is judged
  npm run soak -- --minutes 480 --rate 100  over night
  npm run soak -- --seed 4711               the same plan of faults as in that run

The bridge runs as a process of its own while Cumulocity fails in all its ways, the broker goes away and comes back, and
the connection is stopped, started and changed, and while an operator gives commands; in the first quarter the bridge itself is restarted as well. In the end
each frame must be in Cumulocity once, the bridge's counters must equal what was sent, its memory must be flat and nothing
be open that was not at the beginning; each command must have ended, and have been received as Cumulocity says.

Exit code: 0 all is so; 1 something is not; 2 it could not be judged, for instance because mosquitto is not installed.`;

interface Options {
  readonly minutes: number;
  readonly devices: number;
  readonly rate: number;
  readonly broker: 'mosquitto' | 'embedded';
  readonly seed?: string;
  readonly log?: string;
}

/** How often a line is told where lines stay. */
const TELL_EVERY_MS = 10_000;

const program = new Command('npm run soak --')
  .description(
    'Run the bridge for long in mixed faults, and see that it keeps no memory, no handle and no wrong count.',
  )
  .option('--minutes <count>', 'how long', positive, 15)
  .option('--devices <count>', 'simulated devices', wholeNumber(1, 10_000), 20)
  .option('--rate <count>', 'uplinks a second, all devices together', positive, 60)
  .addOption(
    new Option('--broker <kind>', 'the broker').choices(['mosquitto', 'embedded']).default('mosquitto'),
  )
  .option('--seed <seed>', 'repeat a plan (default: drawn, and printed)')
  .option('--log <file>', "keep the bridge's log")
  .showHelpAfterError('(--help tells what there is)')
  .addHelpText('after', EXAMPLES)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.well : EXIT.unjudged));

process.exitCode = await main(program.parse().opts<Options>());

async function main(options: Options): Promise<number> {
  const seed = options.seed ?? String(randomInt(1, 1_000_000));
  const clock = createRealClock();
  const signal = endOnSignal();
  const line = new StatusLine();
  const begun = clock.now();
  let toldAt = 0;
  console.log(`Soak, seed ${seed}: ${options.minutes} minutes with ${options.broker}`);
  try {
    const result = await runSoak({
      ...options,
      seed,
      clock,
      signal,
      onProgress: ({ doing, sent, stored, heapBytes }) => {
        const at = `${String(Math.round((clock.now() - begun) / 1000)).padStart(4)} s`;
        const heap = heapBytes === undefined ? '' : `   heap ${megabytes(heapBytes)}`;
        const due = clock.now() - toldAt >= TELL_EVERY_MS;
        line.show(`${at}  ${doing.padEnd(44)} sent ${sent}   stored ${stored}${heap}`, due);
        if (due) toldAt = clock.now();
      },
    });
    line.end();
    if (options.log !== undefined) await writeFile(options.log, result.log);
    return tell(result, options, seed);
  } catch (error) {
    line.end();
    if (signal.aborted) return EXIT.interrupted;
    console.error(error instanceof CannotRun ? `npm run soak: ${error.message}` : error);
    console.error(again(options, seed));
    return EXIT.unjudged;
  }
}

function tell(result: SoakResult, options: Options, seed: string): number {
  const { verdict, memory, counters, commands, opened, left, episodes, struck, resent } = result;
  console.log(`
Episodes          ${episodes}
Faults that hit   ${listed(struck)}
Sent again        ${resent} frames that nobody had acknowledged

${table([
  ['sent', 'acknowledged', 'stored', 'duplicates', 'lost', 'out of order'],
  [verdict.sent, verdict.acknowledged, verdict.stored, verdict.duplicates, verdict.lost, verdict.outOfOrder],
])}

${table([
  ['counter', 'counted', 'truth'],
  ...counters.map(({ name, counted, truth }) => [name, counted, truth] as const),
])}

Commands          ${commands.given} given: ${commands.successful} successful, ${commands.failed} failed, ${commands.open} open
Memory            ${memoryText(memory)}
Open handles      ${opened.length === 0 ? 'as at the beginning' : opened.join('; ')}
`);
  const faults = [
    ...verdict.faults,
    ...commands.faults,
    ...counters
      .filter(({ counted, truth }) => counted !== truth)
      .map(({ name, counted, truth }) => `${name} is ${counted} instead of ${truth}`),
    ...(memory.flat === false ? ['memory is not flat'] : []),
    ...opened.map((what) => `open in the end: ${what}`),
    ...left.map((what) => `left behind: ${what}`),
  ];
  console.log(faults.length === 0 ? 'All is well.' : firstOf(faults));
  console.log(again(options, seed));
  return faults.length === 0 ? EXIT.well : EXIT.failed;
}

function memoryText({ samples, spanMs, medianBytes, grownBytes, limitBytes, flat }: MemoryVerdict): string {
  if (flat === undefined)
    return `not judged: ${samples} samples in ${Math.round(spanMs / 1000)} s say too little`;
  const sign = grownBytes < 0 ? 'shrank' : 'grew';
  return `heap ${megabytes(medianBytes)} (median of ${samples}), ${sign} by ${megabytes(Math.abs(grownBytes))}, allowed are ${megabytes(limitBytes)}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function again({ minutes, devices, rate, broker }: Options, seed: string): string {
  return `again: npm run soak -- --seed ${seed} --minutes ${minutes} --devices ${devices} --rate ${rate} --broker ${broker}`;
}
