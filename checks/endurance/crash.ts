import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { wholeNumber } from '../../src/cli/index.ts';
import { createRealClock } from '../../src/clock/index.ts';
import { type CrashOptions, type CrashResult, runCrash } from './crash-run.ts';
import { MOMENTS } from './kills.ts';
import { EXIT, endOnSignal, firstOf, listed, positive, StatusLine, table } from './program.ts';
import { CannotRun } from './surroundings.ts';

const EXAMPLES = `
Examples:
  npm run test:crash                                  30 kills, about two minutes
  npm run test:crash -- --seed 4711                   the same plan of kills and faults as in that run
  npm run test:crash -- --kills 300 --rate 400        a night's work
  npm run test:crash -- --broker embedded             without mosquitto: the broker forgets nothing then

The bridge runs as a process of its own behind a wire that records what it was handed and what it acknowledged. It is
killed (SIGKILL) again and again, while Cumulocity fails, stores and then answers 500, resets after storing and goes away,
and while the broker is restarted. Frames that nobody acknowledged are sent again. In the end each frame must be in
Cumulocity once, with its values, in its device's order.

Exit code: 0 each frame is; 1 one is not; 2 it could not be judged, for instance because mosquitto is not installed.`;

interface Options {
  readonly kills: number;
  readonly brokerRestarts: number;
  readonly brokerKills: number;
  readonly devices: number;
  readonly rate: number;
  readonly broker: 'mosquitto' | 'embedded';
  readonly seed?: string;
  readonly log?: string;
}

const program = new Command('npm run test:crash --')
  .description(
    'Kill the bridge under load, and see that no acknowledged frame is lost, doubled or out of order.',
  )
  .option('--kills <count>', 'how often the bridge is killed', wholeNumber(1, 100_000), 30)
  .option('--broker-restarts <count>', 'how often the broker is restarted', wholeNumber(0, 10_000), 7)
  .option('--broker-kills <count>', 'how many of them are by SIGKILL', wholeNumber(0, 10_000), 2)
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
  let told = '';
  console.log(
    `Crash test, seed ${seed}: ${options.kills} kills, ${options.brokerRestarts} restarts of ${options.broker}`,
  );
  const run: CrashOptions = {
    ...options,
    seed,
    clock,
    signal,
    onProgress: ({ doing, sent, acknowledged, stored }) => {
      const at = `${String(Math.round((clock.now() - begun) / 1000)).padStart(4)} s`;
      const text = `${at}  ${doing.padEnd(32)} sent ${sent}   acknowledged ${acknowledged}   stored ${stored}`;
      line.show(text, doing !== told && !doing.endsWith('load'));
      told = doing;
    },
  };
  try {
    const result = await runCrash(run);
    line.end();
    if (options.log !== undefined) await writeFile(options.log, result.log);
    return tell(result, options, seed);
  } catch (error) {
    line.end();
    if (signal.aborted) return EXIT.interrupted;
    console.error(error instanceof CannotRun ? `npm run test:crash: ${error.message}` : error);
    console.error(again(options, seed));
    return EXIT.unjudged;
  }
}

function tell(
  { verdict, left, kills, brokerEndings, struck, resent, log }: CrashResult,
  options: Options,
  seed: string,
) {
  const moments = new Map([...kills].map(([moment, count]) => [MOMENTS[moment], count]));
  console.log(`
Kills             ${listed(moments)}
Broker restarts   ${listed(brokerEndings)}
Faults that hit   ${listed(struck)}
Sent again        ${resent} frames that nobody had acknowledged

${table([
  ['sent', 'acknowledged', 'stored', 'duplicates', 'lost', 'out of order'],
  [verdict.sent, verdict.acknowledged, verdict.stored, verdict.duplicates, verdict.lost, verdict.outOfOrder],
])}
`);
  const faults = [...verdict.faults, ...left.map((name) => `left behind: ${name}`)];
  if (faults.length === 0) {
    console.log('Each frame is in Cumulocity once, with its values, in its device’s order.');
    console.log(again(options, seed));
    return EXIT.well;
  }
  console.log(`${firstOf(faults)}\n`);
  if (options.log === undefined)
    console.log(`The end of the bridge's log:\n${log.split('\n').slice(-10).join('\n')}`);
  console.log(again(options, seed));
  return EXIT.failed;
}

function again(options: Options, seed: string): string {
  const { kills, brokerRestarts, brokerKills, devices, rate, broker } = options;
  return `again: npm run test:crash -- --seed ${seed} --kills ${kills} --broker-restarts ${brokerRestarts} --broker-kills ${brokerKills} --devices ${devices} --rate ${rate} --broker ${broker}`;
}
