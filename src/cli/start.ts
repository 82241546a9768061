import { randomInt } from 'node:crypto';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { createRealClock, isoTime } from '../clock/index.ts';
import { packageVersion } from '../conformance/package-root.ts';
import type { Journal } from '../recording/index.ts';
import type { Simulation, SimulationStatus } from '../simulation/index.ts';
import { messageOf, wholeNumber } from './arguments.ts';
import { interruption } from './interruption.ts';
import { parseSpan } from './span.ts';

interface StartOptions {
  readonly devices: number;
  readonly rate: number;
  readonly seed?: string;
  readonly speed: number;
  readonly bridge: 'in-process' | 'process';
  readonly tls: boolean;
  readonly apiPort: number;
  readonly brokerPort: number;
  readonly twinPort: number;
  readonly viewPort: number;
  readonly broker?: string;
  readonly for?: number;
  readonly record?: string;
}

const EXAMPLES = `
Examples:
  iot-flow-tck start                              five devices, each sending six times a minute
  iot-flow-tck start --devices 50 --rate 12       a livelier network
  iot-flow-tck start --bridge process             the bridge as a process of its own
  iot-flow-tck start --speed 60 --rate 1          an hour in a minute
  iot-flow-tck start --for 10m --devices 50       ten minutes, then check every frame and end
  iot-flow-tck start --record trouble.ndjson      keep what happens as a capture
  iot-flow-tck start --api-port 8080 --twin-port 8443 --broker-port 1883

Ctrl-C ends it; with --for it ends by itself.
Exit code: 0 ended, and with --for every frame arrived once with its values; 1 with --for some did not; 2 it could not start.`;

/** How often the status line is told: on a terminal it is rewritten, elsewhere it is a line each time. */
const TERMINAL_EVERY_MS = 1000;
const LOG_EVERY_MS = 10_000;
/** For how long the frames under way at the end may still arrive. */
const LAST_FRAMES_MS = 30_000;

/** Adds `iot-flow-tck start`: the whole simulated world on this machine. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description(
      'start the whole world: devices, network, broker, bridge and Cumulocity twin, on this machine',
    )
    .option('--devices <n>', 'how many devices send', wholeNumber(1, 10_000), 5)
    .option('--rate <n>', 'uplinks a minute from each device', positiveNumber, 6)
    .option('--seed <seed>', 'repeat a simulation: DevEUIs, values, radio (default: drawn, and printed)')
    .option('--speed <x>', 'how many times faster time passes', positiveNumber, 1)
    .addOption(
      new Option('--bridge <how>', 'where the bridge runs')
        .choices(['in-process', 'process'])
        .default('in-process'),
    )
    .option('--no-tls', 'let the bridge reach the twin in plain HTTP')
    .option('--api-port <port>', 'port of the management API (0: any free one)', wholeNumber(0, 65_535), 0)
    .option('--broker-port <port>', 'port of the MQTT broker (0: any free one)', wholeNumber(0, 65_535), 0)
    .option(
      '--twin-port <port>',
      'port on which the bridge reaches the twin (0: any free one)',
      wholeNumber(0, 65_535),
      0,
    )
    .option('--view-port <port>', 'port of the view for people (0: any free one)', wholeNumber(0, 65_535), 0)
    .option(
      '--broker <url>',
      'use the broker at this URL, such as mqtt://127.0.0.1:1883, in place of the own one',
    )
    .option('--for <span>', 'end after this time, such as 90s or 10m, and check every frame', parseSpan)
    .option('--record <file>', 'write all that goes on into a capture, for replay, explain and to-feature')
    .addHelpText('after', EXAMPLES)
    .action(start);
}

async function start(options: StartOptions): Promise<void> {
  const seed = options.seed ?? String(randomInt(1, 1_000_000));
  const { startSimulation } = await import('../simulation/index.ts');
  const interrupted = interruption();
  let simulation: Simulation | undefined;
  let recorded: { close(): void } | undefined;
  try {
    simulation = await startSimulation({
      seed,
      tool: packageVersion(),
      devices: options.devices,
      everyMs: 60_000 / options.rate,
      speed: options.speed,
      bridge: options.bridge,
      tls: options.tls,
      ports: { api: options.apiPort, broker: options.brokerPort, twin: options.twinPort },
      viewPort: options.viewPort,
      ...(options.broker === undefined ? {} : { brokerUrl: options.broker }),
    });
    const { world } = simulation;
    if (options.record !== undefined) recorded = await recordInto(options.record, world.journal, seed);
    console.log(banner(simulation, options, seed));
    const ended = await showStatus(simulation, interrupted, options.for);
    if (ended === 'time') process.exitCode = await checked(simulation);
  } catch (error) {
    console.error(`iot-flow-tck start: ${error instanceof Error ? messageOf(error) : String(error)}`);
    process.exitCode = 2;
  } finally {
    // Before the end: that the bridge is stopped is no trouble of anybody's.
    recorded?.close();
    await simulation?.stop();
  }
}

/** Writes what was recorded so far, and from now on all that comes. */
async function recordInto(path: string, journal: Journal, seed: string): Promise<{ close(): void }> {
  const { openCaptureFile } = await import('../reproduction/index.ts');
  const created = isoTime(createRealClock().now());
  const file = openCaptureFile(path, { tool: packageVersion(), created, source: 'world', seed });
  for (const envelope of journal.all()) file.write(envelope);
  const unsubscribe = journal.subscribe((envelope) => file.write(envelope));
  return {
    close: () => {
      unsubscribe();
      file.close();
      console.log(`${file.count} messages are in ${path}.`);
    },
  };
}

function banner({ addresses, world, connection }: Simulation, options: StartOptions, seed: string): string {
  const { admin, account, bridge } = world;
  const lines = [
    ['Seed', `${seed}   (--seed ${seed} repeats it)`],
    [
      'Devices',
      `${options.devices}, each sending ${options.rate} times a minute${options.speed === 1 ? '' : `, time passing ${options.speed} times as fast`}`,
    ],
    ['Connection', `${connection.name}, id ${connection.id}, to ${account.hostName}`],
    ['World view', `${addresses.view ?? ''}   (the messages as they go, uplinks by hand, faults, time)`],
    ['Console', new URL('/console', addresses.managementApi).href],
    ['', `client id ${bridge.credentials.clientId}   client secret ${bridge.credentials.clientSecret}`],
    ['Device management', `${addresses.platformPlain}/apps/devicemanagement`],
    ['', `user ${admin.tenantId}/${admin.username}   password ${admin.password}`],
    ['Management API', addresses.managementApi],
    ['', `documentation ${addresses.managementApi}/docs`],
    ['Cumulocity twin', `${addresses.platformPlain}   (the bridge uses ${addresses.platform})`],
    ['', `for a connection of yours: host ${account.hostName}   tenant ${account.tenantId}`],
    ['', `user ${account.username}   password ${account.password}`],
    ['MQTT broker', addresses.broker],
  ];
  const body = lines.map(([label = '', text = '']) => `  ${label.padEnd(19)}${text}`).join('\n');
  return `\nThingPark X IoT Flow to Cumulocity, simulated on this machine\n\n${body}\n\n  Ctrl-C ends it.\n`;
}

async function showStatus(
  simulation: Simulation,
  interrupted: Promise<'interrupted'>,
  forMs: number | undefined,
): Promise<'interrupted' | 'time'> {
  const { clock } = simulation.world;
  const started = clock.now();
  const terminal = process.stdout.isTTY;
  const end = new AbortController();
  const rest = (ms: number) =>
    clock.sleep(ms, { name: 'status line', signal: end.signal }).then(
      () => 'rest' as const,
      () => 'rest' as const,
    );
  try {
    for (;;) {
      const line = statusLine(await simulation.status());
      process.stdout.write(terminal ? `\r\x1b[2K  ${line}` : `${line}\n`);
      if (forMs !== undefined && clock.now() - started >= forMs) return 'time';
      const left = forMs === undefined ? Number.POSITIVE_INFINITY : forMs - (clock.now() - started);
      const pause = Math.max(1, Math.min(left, terminal ? TERMINAL_EVERY_MS : LOG_EVERY_MS));
      if ((await Promise.race([rest(pause), interrupted])) === 'interrupted') return 'interrupted';
    }
  } finally {
    end.abort();
    if (terminal) process.stdout.write('\n');
  }
}

function statusLine({ sent, delivered, inFlight, faults, unsent, trouble }: SimulationStatus): string {
  const counts = `sent ${sent}   delivered ${delivered}   in flight ${inFlight}   failed ${faults.length + unsent}`;
  return trouble === undefined ? counts : `${counts}   (Cumulocity can't be looked into: ${trouble})`;
}

async function checked(simulation: Simulation): Promise<number> {
  const faults = await simulation.finish(LAST_FRAMES_MS);
  const { sent } = await simulation.status();
  if (faults.length === 0) {
    console.log(
      `Each of the ${sent} frames is in Cumulocity once, with the values that its device measured.`,
    );
    return 0;
  }
  console.log(`${faults.length} of ${sent} frames are wrong:\n${faults.slice(0, 20).join('\n')}`);
  if (faults.length > 20) console.log(`… and ${faults.length - 20} more`);
  return 1;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}
