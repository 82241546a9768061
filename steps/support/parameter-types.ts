import { defineParameterType } from '@cucumber/cucumber';

const UNITS = { second: 's', minute: 'm', hour: 'h', day: 'd' } as const;
const UNIT_MS = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** A span as sentences tell it. */
export interface Duration {
  readonly ms: number;
  /** As the product writes spans: `5m`, `72h`. */
  readonly short: string;
}

function isUnit(word: string): word is keyof typeof UNITS {
  return word in UNITS;
}

/** @throws Error when the unit is none */
export function durationOf(count: string, unit: string): Duration {
  if (!isUnit(unit)) throw new Error(`"${unit}" is no unit of time.`);
  return { ms: Number(count) * UNIT_MS[unit], short: `${count}${UNITS[unit]}` };
}

/** Words of the sentences for the fields that the document lists, and where these stand in a body. */
const SETTINGS: Readonly<Record<string, string>> = {
  name: 'name',
  connector: 'connectorId',
  configuration: 'configuration',
  description: 'configuration.description',
  headers: 'configuration.headers',
  'host name': 'configuration.hostName',
  tenant: 'configuration.tenantId',
  username: 'configuration.username',
  password: 'configuration.password',
};

/** A refusal in words, and what it looks like in the API. */
export interface Refusal {
  readonly status: number;
  readonly words: string;
}

const REFUSALS: Readonly<Record<string, number>> = {
  'as a bad request': 400,
  'as unauthorised': 401,
  'as not found': 404,
  'as too large': 413,
};

function choice(words: Iterable<string>): RegExp {
  return new RegExp([...words].join('|'));
}

defineParameterType({
  name: 'duration',
  regexp: /(\d+) (second|minute|hour|day)s?/,
  transformer: (count: string, unit: string) => durationOf(count, unit),
});

defineParameterType({
  name: 'setting',
  regexp: choice(Object.keys(SETTINGS)),
  transformer: (word: string) => SETTINGS[word],
});

defineParameterType({
  name: 'refusal',
  regexp: choice(Object.keys(REFUSALS)),
  transformer: (words: string): Refusal => ({ status: REFUSALS[words] ?? 0, words }),
});

const STATE = 'OPENING|AUTHENTICATING|OPENED|AUTHENTICATION_FAILED|CLOSING|CLOSED|DEACTIVATED|UNREACHABLE';

defineParameterType({ name: 'state', regexp: new RegExp(STATE), transformer: (word: string) => word });

defineParameterType({
  name: 'states',
  regexp: new RegExp(`(?:${STATE})(?:(?:, | and )(?:${STATE}))*`),
  transformer: (text: string) => text.split(/, | and /),
  useForSnippets: false,
});

defineParameterType({
  name: 'names',
  regexp: /"[^"]*"(?:(?:, | and )"[^"]*")*/,
  transformer: (text: string) => [...text.matchAll(/"([^"]*)"/g)].map(([, name]) => name ?? ''),
  useForSnippets: false,
});

defineParameterType({
  name: 'json',
  regexp: /"[^"]*"|-?\d+(?:\.\d+)?|true|false|null|\[\]|\{\}/,
  transformer: (text: string): unknown => JSON.parse(text),
  useForSnippets: false,
});

// "the connection" is the one made last, `the connection "North"` the one of that name.
defineParameterType({
  name: 'connection',
  regexp: /the connection(?: "([^"]*)")?/,
  transformer: (name?: string): string | undefined => name ?? undefined,
  useForSnippets: false,
});

// "the device" is the only or the last one, `the device "attic"` the one of that name.
defineParameterType({
  name: 'device',
  regexp: /the device(?: "([^"]*)")?/,
  transformer: (name?: string): string | undefined => name ?? undefined,
  useForSnippets: false,
});

defineParameterType({
  name: 'activity',
  regexp: /active|inactive/,
  transformer: (word: string) => word === 'active',
  useForSnippets: false,
});

const ORDINALS = ['first', 'second', 'third'];

// "the operation" is the one made last, "the first operation" the oldest of the scenario.
defineParameterType({
  name: 'operation',
  regexp: /the (?:(first|second|third) )?operation/,
  transformer: (ordinal?: string): number | undefined =>
    ordinal == null ? undefined : ORDINALS.indexOf(ordinal) + 1,
  useForSnippets: false,
});

const STATUS = 'PENDING|EXECUTING|SUCCESSFUL|FAILED';

defineParameterType({
  name: 'status',
  regexp: new RegExp(STATUS),
  transformer: (word: string) => word,
  useForSnippets: false,
});

defineParameterType({
  name: 'statuses',
  regexp: new RegExp(`(?:${STATUS})(?:(?:, | and )(?:${STATUS}))*`),
  transformer: (text: string) => text.split(/, | and /),
  useForSnippets: false,
});
