import { randomBytes, randomInt } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { createRealClock, isoTime, type RealClock } from '../clock/index.ts';
import { packageVersion } from '../conformance/package-root.ts';
import type { CaptureHeader } from '../recording/index.ts';
import { onCapture } from './capture-input.ts';
import { interruption } from './interruption.ts';
import { parseSpan } from './span.ts';

interface RecordOptions {
  readonly world?: string;
  readonly broker?: string;
  readonly topic: readonly string[];
  readonly pseudonymise?: string | true;
  readonly note?: string;
  readonly for?: number;
}

/** Where ThingPark's documents pass, uplinks and reports as well as downlinks. */
const TOPICS = ['mqtt/things/#'];

const EXAMPLES = `
Examples:
  iot-flow-tck record trouble.ndjson --world http://127.0.0.1:37651         what a running iot-flow-tck start does
  iot-flow-tck record trouble.ndjson --broker mqtt://user:password@broker.example --topic 'mqtt/things/#'
  iot-flow-tck record trouble.ndjson --broker mqtt://broker.example --pseudonymise "a word of your own"

Ctrl-C ends it. The file is good at any moment. Passwords, keys and tokens are taken out; payloads stay.
Exit code: 0 recorded, 2 it could not be.`;

/** Adds `iot-flow-tck record`: writes traffic into a capture. */
export function addRecordCommand(program: Command): void {
  program
    .command('record')
    .description('record the traffic of a simulated world or of an MQTT broker into a capture')
    .argument('<file>', 'where to; a file that is there is written anew')
    .option('--world <url>', 'the address of a running world, "World view" of iot-flow-tck start', webAddress)
    .option('--broker <url>', 'an MQTT broker, such as mqtt://user:password@broker.example:1883')
    .option('--topic <filter...>', 'what to listen to on the broker', TOPICS)
    .option(
      '--pseudonymise [word]',
      'replace the addresses of devices; the same word gives the same pseudonyms',
    )
    .option('--note <text>', 'what is wrong, for whoever reads it later')
    .option('--for <span>', 'end after this time, such as 90s or 10m', parseSpan)
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: RecordOptions, command: Command) => {
      if ((options.world === undefined) === (options.broker === undefined))
        command.error('error: say what to record: either --world or --broker');
      await onCapture('record', () => record(path, options));
    });
}

async function record(path: string, options: RecordOptions): Promise<void> {
  const { openCaptureFile } = await import('../reproduction/index.ts');
  const clock = createRealClock();
  const stop = new AbortController();
  let file: ReturnType<typeof openCaptureFile> | undefined;
  const open = (header?: CaptureHeader) => {
    file = openCaptureFile(path, {
      tool: packageVersion(),
      created: header?.created ?? isoTime(clock.now()),
      source: header?.source ?? 'broker',
      ...(header?.seed === undefined ? {} : { seed: header.seed }),
      ...(options.note === undefined ? {} : { note: options.note }),
      ...pseudonymisation(options.pseudonymise),
    });
    console.log(`Recording into ${path}. Ctrl-C ends it.`);
    return file;
  };
  const ended = ends(clock, options.for, stop);
  try {
    if (options.world === undefined) await fromBroker(options, clock, open, ended);
    else await fromWorld(options.world, clock, open, stop.signal);
  } finally {
    stop.abort();
    file?.close();
  }
  if (file !== undefined) console.log(`${file.count} messages are in ${path}.`);
}

type Open = (header?: CaptureHeader) => { write(envelope: Parameters<Listener>[0]): void };
type Listener = Parameters<typeof import('../reproduction/index.ts')['recordBroker']>[0]['onEnvelope'];

async function fromBroker(
  { broker = '', topic }: RecordOptions,
  clock: RealClock,
  open: Open,
  ended: Promise<void>,
): Promise<void> {
  const { recordBroker } = await import('../reproduction/index.ts');
  const waiting: Parameters<Listener>[0][] = [];
  let write = (envelope: Parameters<Listener>[0]): void => void waiting.push(envelope);
  const close = await recordBroker({
    clock,
    url: broker,
    topics: topic,
    clientId: `iot-flow-tck-record-${randomInt(1, 2 ** 31)}`,
    onEnvelope: (envelope) => write(envelope),
  });
  // Only now: a file that is there is not emptied for a broker that is not.
  const file = open();
  for (const envelope of waiting) file.write(envelope);
  write = (envelope) => file.write(envelope);
  await ended;
  await close();
}

async function fromWorld(url: string, clock: RealClock, open: Open, signal: AbortSignal): Promise<void> {
  const { recordWorld } = await import('../reproduction/index.ts');
  let file: ReturnType<Open> | undefined;
  const how = await recordWorld({
    clock,
    url,
    tool: packageVersion(),
    signal,
    onHeader: (header) => {
      file = open(header);
    },
    onEnvelope: (envelope) => file?.write(envelope),
  });
  if (how === 'world-ended') console.log('The world has ended.');
}

/** Resolves, and aborts, when it is time to end: at Ctrl-C, or after the time that was asked for. */
async function ends(clock: RealClock, forMs: number | undefined, stop: AbortController): Promise<void> {
  const span =
    forMs === undefined
      ? undefined
      : clock.sleep(forMs, { name: 'recording', signal: stop.signal }).catch(() => undefined);
  await Promise.race([interruption(), ...(span === undefined ? [] : [span])]);
  stop.abort();
}

function pseudonymisation(word: string | true | undefined): { readonly pseudonymise?: string } {
  if (word === undefined) return {};
  return { pseudonymise: word === true ? randomBytes(24).toString('hex') : word };
}

function webAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('It must be an address such as http://127.0.0.1:37651.');
}
