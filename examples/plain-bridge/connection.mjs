// A connection: its states, its restarts, and what its fields may hold.
import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from './cumulocity.mjs';

export const CONNECTOR = 'actility-cumulocity-iot';
export const MASK = '*****';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The product's strategies: how long, in milliseconds, restarts are how far apart; after the last stage it stays closed. */
const STRATEGIES = {
  CALM: [
    [12 * HOUR, 10 * MINUTE],
    [DAY, HOUR],
  ],
  NORMAL: [
    [HOUR, 5 * MINUTE],
    [DAY, HOUR],
    [Number.POSITIVE_INFINITY, DAY],
  ],
  AGGRESSIVE: [
    [3 * HOUR, 3 * MINUTE],
    [7 * DAY, 30 * MINUTE],
    [Number.POSITIVE_INFINITY, HOUR],
  ],
};

function pauseAfter(strategy, elapsed) {
  let end = 0;
  for (const [lasts, every] of STRATEGIES[strategy ?? 'NORMAL']) {
    end += lasts;
    if (elapsed < end) return every;
  }
  return undefined;
}

export class Connection {
  state = 'CLOSED';
  lanes = new Map();
  stop = new AbortController();
  deleted = false;
  #waiting = [];

  constructor(id, body) {
    this.id = id;
    this.take(body);
  }

  take({ name, active = true, configuration, alarms }) {
    Object.assign(this, { name, active, configuration: { ...configuration }, alarms });
  }

  to(state) {
    this.state = state;
    delete this.nextRestart;
    this.startupTime = state === 'OPENED' ? new Date().toISOString() : undefined;
    if (state === 'OPENED' || this.deleted) for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Resolves as soon as it is open, or deleted. */
  opened() {
    return this.state === 'OPENED' || this.deleted
      ? undefined
      : new Promise((resume) => this.#waiting.push(resume));
  }

  async start() {
    this.stop.abort();
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    this.stop = stop;
    if (!this.active) return this.to('DEACTIVATED');
    const since = Date.now();
    while (!stop.signal.aborted) {
      this.to('OPENING');
      this.to('AUTHENTICATING');
      try {
        const { status } = await call(this, 'GET', '/tenant/currentTenant', undefined, stop.signal);
        if (stop.signal.aborted) return undefined;
        if (status < 300) return this.to('OPENED');
        this.to(status === 401 || status === 403 ? 'AUTHENTICATION_FAILED' : 'UNREACHABLE');
      } catch {
        if (stop.signal.aborted) return undefined;
        this.to('UNREACHABLE');
      }
      const pause = pauseAfter(this.configuration.reconnectStrategy, Date.now() - since);
      if (pause === undefined) return this.to('CLOSED');
      // A minute of chance spreads the restarts of many connections.
      const wait = pause + (randomBytes(1)[0] / 256) * MINUTE;
      this.nextRestart = new Date(Date.now() + wait).toISOString();
      await sleep(wait, undefined, { signal: stop.signal, ref: false }).catch(() => {});
    }
    return undefined;
  }

  close(state) {
    this.to('CLOSING');
    this.stop.abort();
    this.to(state);
  }

  view() {
    const { id, name, active, configuration, alarms, startupTime, nextRestart, state } = this;
    return {
      id,
      connectorId: CONNECTOR,
      name,
      active,
      configuration: { ...configuration, password: MASK },
      alarms,
      startupTime,
      nextRestart,
      state,
    };
  }
}

const text = (value) => typeof value === 'string' && value.trim() !== '';
const flag = (value) => typeof value === 'boolean';
const port = (value) => Number.isInteger(value) && value >= 1 && value <= 223;
const host = (value) =>
  text(value) &&
  !/^http/i.test(value) &&
  /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.cumulocity\.com(?::\d{1,5})?$/i.test(value) &&
  Number(value.split(':')[1] ?? 1) < 65_536;

const FIELDS = {
  connectorId: (value) => value === CONNECTOR,
  name: text,
  active: flag,
  configuration: isObject,
  alarms: isObject,
  id: text,
};
export const SETTINGS = {
  hostName: host,
  tenantId: text,
  username: text,
  password: text,
  description: (value) => typeof value === 'string',
  createDevices: flag,
  sendMetadata: flag,
  sendRawDecodedFormat: flag,
  downlinkEnabled: flag,
  downlinkPort: port,
  downlinkAsId: text,
  downlinkAsKey: text,
  uplinkTimeValidity: (value) => /^\d+[smhd]$/.test(value),
  reconnectStrategy: (value) => ['CALM', 'NORMAL', 'AGGRESSIVE'].includes(value),
};

export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The names of all fields that are wrong. */
export function faultsOf(body) {
  const wrong = (fields, given, needed, prefix) => [
    ...needed.filter((name) => given[name] === undefined).map((name) => `${prefix}${name} is missing`),
    ...Object.entries(given).flatMap(([name, value]) =>
      fields[name] === undefined
        ? [`${prefix}${name} is not known`]
        : value !== undefined && !fields[name](value)
          ? [`${prefix}${name} is wrong`]
          : [],
    ),
  ];
  const inside = isObject(body.configuration) ? body.configuration : {};
  return [
    ...wrong(FIELDS, body, ['connectorId', 'name', 'configuration'], ''),
    ...wrong(SETTINGS, inside, ['hostName', 'tenantId', 'username', 'password'], 'configuration.'),
  ];
}
