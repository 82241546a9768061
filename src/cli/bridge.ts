import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { LineCounter, parse, YAMLParseError } from 'yaml';
import type { BridgeConfig } from '../bridge/index.ts';
import { messageOf } from './arguments.ts';
import { addSettings, isObject, placesOf, settingsOver } from './bridge-settings.ts';

const EXAMPLES = `
Examples:
  iot-flow-tck bridge                                        all in memory, broker on this machine
  iot-flow-tck bridge --config bridge.yaml --data ./data     settings from a file, kept over restarts
  IOT_FLOW_CLIENT_SECRET=… iot-flow-tck bridge --port 0 --json
                                                             free port, told in one line of JSON
  iot-flow-tck bridge --resolve tpx.eu-latest.cumulocity.com=127.0.0.1:8443 --ca run-ca.pem
                                                             against a twin on this machine

Flags go before the environment, the environment before the file. A flag shows in the list of processes: give secrets in
the environment or in the file. The file is YAML, in the sections api, broker, storage, cumulocity, limits, reconnect, log:

  api: { port: 8080, clientId: local/admin, clientSecret: … }
  broker: { url: "mqtt://127.0.0.1:1883", username: bridge, password: … }
  storage: { directory: ./data }
  cumulocity:
    allowedHosts: ["*.cumulocity.com"]
    hosts: { tpx.eu-latest.cumulocity.com: { address: 127.0.0.1, port: 8443 } }

Addresses go to standard output, the log to standard error. Exit code: 0 ended in good order, 1 it could not start or did
not end well, 2 the settings are wrong.`;

/** It ended badly: the store, the port or the end itself. */
const FAILED = 1;
const WRONG_SETTINGS = 2;
/** As shells tell an end by SIGINT. */
const INTERRUPTED = 130;

/** Adds `iot-flow-tck bridge`: runs the reference bridge as a process of its own. */
export function addBridgeCommand(program: Command): void {
  const command = program
    .command('bridge')
    .description('run the reference bridge as a process of its own')
    .option('--config <file>', 'YAML file of settings')
    .option('--json', 'tell when it is ready in one line of JSON: {"ready":true,"url":…,"port":…,"pid":…}');
  addSettings(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: Readonly<Record<string, unknown>>) => {
      process.exitCode = await bridge(options);
    });
}

async function bridge(options: Readonly<Record<string, unknown>>): Promise<number> {
  let settings: Settings;
  try {
    settings = await readSettings(options);
  } catch (error) {
    console.error(`iot-flow-tck bridge: ${told(error)}`);
    return WRONG_SETTINGS;
  }
  try {
    return await run(settings, options.json === true);
  } catch (error) {
    console.error(`iot-flow-tck bridge: ${told(error)}`);
    return FAILED;
  }
}

interface Settings {
  readonly config: BridgeConfig;
  readonly ca: { readonly cumulocity: string | undefined; readonly broker: string | undefined };
  /** True when nobody gave a client secret. */
  readonly madeUp: boolean;
}

async function readSettings(options: Readonly<Record<string, unknown>>): Promise<Settings> {
  const { BridgeError, bridgeConfigSchema, read } = await import('../bridge/index.ts');
  const file = typeof options.config === 'string' ? await readYaml(options.config) : {};
  const merged = settingsOver(file, options);
  const madeUp = randomBytes(18).toString('base64url');
  if (merged.api === undefined || isObject(merged.api)) merged.api = { clientSecret: madeUp, ...merged.api };
  try {
    const config = read(bridgeConfigSchema, merged);
    const [cumulocity, broker] = await Promise.all([
      readAuthorities(config.cumulocity.caFile, 'cumulocity.caFile'),
      readAuthorities(config.broker.caFile, 'broker.caFile'),
    ]);
    return { config, ca: { cumulocity, broker }, madeUp: config.api.clientSecret === madeUp };
  } catch (error) {
    if (!(error instanceof BridgeError)) throw error;
    const lines = error.fields.map(({ path, message }) => {
      const places = placesOf(path);
      return `  ${path} ${message}${places === undefined ? '' : ` (${places})`}`;
    });
    throw new Error(`The settings are wrong:\n${lines.join('\n')}`);
  }
}

async function readYaml(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`The settings file ${path} can't be read. Check --config.`, { cause });
  });
  let parsed: unknown;
  const lineCounter = new LineCounter();
  try {
    parsed = parse(text, { prettyErrors: false, lineCounter });
  } catch (error) {
    // The parser's own message may quote a line, and so a secret.
    const where =
      error instanceof YAMLParseError ? `: see line ${lineCounter.linePos(error.pos[0]).line}` : '';
    throw new Error(`The settings file ${path} is no YAML${where}.`);
  }
  if (parsed === null) return {};
  if (!isObject(parsed))
    throw new Error(`The settings file ${path} must hold sections such as "api: { port: 8080 }".`);
  return parsed;
}

async function readAuthorities(path: string | undefined, setting: string): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`The file of authorities ${path} can't be read. Check ${placesOf(setting) ?? setting}.`, {
      cause,
    });
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new Error(`The file ${path} holds no certificate in PEM. Check ${placesOf(setting) ?? setting}.`);
}

async function run({ config, ca, madeUp }: Settings, json: boolean): Promise<number> {
  const { createBridge, createProcessMetrics, defaultParts, openStore } = await import('../bridge/index.ts');
  const { createRealClock } = await import('../clock/index.ts');
  const { createRandom } = await import('../random/index.ts');
  const clock = createRealClock();
  const secureRandom = (length: number) => randomBytes(length);
  const note = (message: string) => console.error(`iot-flow-tck bridge: ${message}`);
  const store = await openStore({ config: config.storage, clock, secureRandom, note });
  const random = createRandom(randomBytes(16).toString('hex'));
  const writeLog = (line: string) => {
    process.stderr.write(line);
  };
  const processMetrics = createProcessMetrics(clock.now());
  const bridge = createBridge(
    defaultParts({ config, clock, random, secureRandom, writeLog, ca }, { ...store, processMetrics }),
  );
  // From here on a signal ends it in good order, also in the midst of starting.
  const asked = endAsked();
  try {
    await bridge.start();
    const { url, port } = await bridge.listen(config.api);
    console.log(json ? readyLine(config, { url, port }, madeUp) : banner(config, url, madeUp));
    await clock.wait('a signal to end', asked);
  } finally {
    await bridge.close();
  }
  return 0;
}

/** Resolves at the first SIGINT or SIGTERM; the second ends the process at once. */
function endAsked(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = () => {
      if (asked) process.exit(INTERRUPTED);
      asked = true;
      resolve();
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  });
}

/** A secret that was made up is told, since nobody else knows it; one that was given is not. */
function readyLine(
  { api: { clientId, clientSecret } }: BridgeConfig,
  at: { readonly url: string; readonly port: number },
  madeUp: boolean,
): string {
  const ready = { ready: true, ...at, pid: process.pid };
  return JSON.stringify(madeUp ? { ...ready, clientId, clientSecret } : ready);
}

function banner(config: BridgeConfig, url: string, madeUp: boolean): string {
  const secret = madeUp ? `${config.api.clientSecret} (made up for this run)` : 'as configured';
  return [
    `Management API   ${url}`,
    `Description      ${url}/docs`,
    `Client id        ${config.api.clientId}`,
    `Client secret    ${secret}`,
    `Broker           ${config.broker.url.replace(/\/\/[^@/]*@/, '//')}`,
    `Data             ${config.storage.directory ?? 'in memory: gone at the end'}`,
  ].join('\n');
}

function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const parts = error instanceof AggregateError ? error.errors.map(told) : [];
  const cause = error.cause === undefined ? [] : [told(error.cause)];
  return [messageOf(error), ...parts, ...cause].join('\n  ');
}
