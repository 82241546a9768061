import { type Command, InvalidArgumentError, Option } from 'commander';

/** One setting as the command line and the environment name it, and where it stands in the file. */
interface Setting {
  readonly flags: string;
  readonly env: string;
  /** Path in the file, `api.port`. */
  readonly path: string;
  readonly help: string;
  readonly read?: (text: string, before: unknown) => unknown;
}

const PREFIX = 'IOT_FLOW_';

const setting = (flags: string, path: string, help: string, read?: Setting['read']): Setting => {
  const name = /--([\w-]+)/.exec(flags)?.[1] ?? '';
  const env = `${PREFIX}${name.replaceAll('-', '_').toUpperCase()}`;
  return { flags, env, path, help, ...(read === undefined ? {} : { read }) };
};

/** All settings that have a flag; the file has more. */
const SETTINGS: readonly Setting[] = [
  setting('--host <address>', 'api.host', 'address the management API listens on (default: 127.0.0.1)'),
  setting('--port <port>', 'api.port', 'its port, 0 for a free one (default: 8080)', wholeNumber),
  setting(
    '--client-id <id>',
    'api.clientId',
    'client id of the API, <platform>/<login> (default: local/admin)',
  ),
  setting('--client-secret <secret>', 'api.clientSecret', 'client secret (default: made up and printed)'),
  setting('--broker <url>', 'broker.url', 'broker of the uplinks (default: mqtt://127.0.0.1:1883)'),
  setting('--broker-user <name>', 'broker.username', 'user at the broker'),
  setting('--broker-password <password>', 'broker.password', 'password at the broker'),
  setting(
    '--broker-client-id <id>',
    'broker.clientId',
    'names the session at the broker (default: iot-flow-bridge)',
  ),
  setting('--broker-ca <file>', 'broker.caFile', 'PEM file of authorities for mqtts://'),
  setting(
    '--topic <filter...>',
    'broker.uplinkTopics',
    'topics of the uplinks (default: mqtt/things/+/uplink)',
    list,
  ),
  setting('--data <directory>', 'storage.directory', 'where everything is kept (default: in memory)'),
  setting('--key <base64>', 'storage.key', 'key of stored secrets (default: a file beside the data)'),
  setting(
    '--resolve <name=address...>',
    'cumulocity.hosts',
    'where a host name is really to be reached: name=[https://|http://]address:port',
    hostEntry,
  ),
  setting(
    '--allow-host <pattern...>',
    'cumulocity.allowedHosts',
    'host names that may be called (default: *.cumulocity.com)',
    list,
  ),
  setting('--ca <file>', 'cumulocity.caFile', 'PEM file of authorities for Cumulocity'),
  setting(
    '--connect-timeout <span>',
    'cumulocity.connectTimeout',
    'limit for reaching Cumulocity (default: 10s)',
    span,
  ),
  setting(
    '--headers-timeout <span>',
    'cumulocity.headersTimeout',
    'limit for its first answer (default: 30s)',
    span,
  ),
  setting(
    '--body-timeout <span>',
    'cumulocity.bodyTimeout',
    'limit for its whole answer (default: 30s)',
    span,
  ),
  setting('--max-connections <count>', 'limits.maxConnections', 'most connections (default: 5)', wholeNumber),
  setting(
    '--restart-jitter <span>',
    'reconnect.jitter',
    'random delay that spreads restarts (default: 1m)',
    span,
  ),
  setting('--log-level <level>', 'log.level', 'debug, info, warn, error or silent (default: info)'),
];

/** Adds the settings as options, each with its variable of the environment. */
export function addSettings(command: Command): Command {
  for (const { flags, env, help, read } of SETTINGS) {
    const option = new Option(flags, help).env(env);
    command.addOption(read === undefined ? option : option.argParser(read));
  }
  return command;
}

/** Lays what flags and environment say over what the file says. */
export function settingsOver(
  file: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = structuredClone(file);
  for (const { flags, path } of SETTINGS) {
    const value = options[new Option(flags).attributeName()];
    const [section = '', name = ''] = path.split('.');
    if (value === undefined) continue;
    const before = isObject(merged[section]) ? merged[section] : {};
    merged[section] = { ...before, [name]: value };
  }
  return merged;
}

/** Where a setting can be given, for people. */
export function placesOf(path: string): string | undefined {
  const found = SETTINGS.find((setting) => path === setting.path || path.startsWith(`${setting.path}.`));
  return found === undefined
    ? undefined
    : `${found.flags.split(' ')[0]}, ${found.env}, or ${found.path} in the file`;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function span(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** Repeated flags add up; the environment separates by commas. */
function list(text: string, before: unknown): unknown {
  const values = text.split(',').map((value) => value.trim());
  return Array.isArray(before) ? [...before, ...values] : values;
}

function hostEntry(text: string, before: unknown): unknown {
  const entries = text.split(',').map((entry) => {
    const [, name, scheme, address, port] =
      /^([^=\s]+)=(?:(https?):\/\/)?(\[[^\]]+\]|[^:/\s]+):(\d{1,5})$/.exec(entry.trim()) ?? [];
    if (name === undefined || address === undefined) {
      throw new InvalidArgumentError('It must be name=address:port or name=http://address:port.');
    }
    return [name, { address: address.replace(/^\[|\]$/g, ''), port: Number(port), tls: scheme !== 'http' }];
  });
  return { ...(isObject(before) ? before : {}), ...Object.fromEntries(entries) };
}
