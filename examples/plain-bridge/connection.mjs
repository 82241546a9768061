// A connection: its states, its restarts, and its calls of Cumulocity.
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const JSON_TYPE = 'application/json';
const MINUTE = 60_000;
/** How many minutes restarts are apart. */
export const STRATEGIES = { CALM: 10, NORMAL: 5, AGGRESSIVE: 3 };

/** Emits `state` at each change of its state. */
export class Connection extends EventEmitter {
  state = 'CLOSED';
  queues = new Map(); // DevEUI to a promise that its last uplink is done with
  restsUntil = 0;
  run = 0; // each start and each stop puts an end to the one before

  constructor(id, definition) {
    super().setMaxListeners(0);
    Object.assign(this, { id, definition });
  }

  #to(state) {
    const startupTime = state === 'OPENED' ? new Date().toISOString() : undefined;
    Object.assign(this, { state, startupTime, nextRestart: undefined });
    this.emit('state');
  }

  stop(state = 'CLOSED') {
    this.run += 1;
    this.#to(state);
  }

  async start() {
    this.run += 1;
    const { run, definition } = this;
    if (!definition.active) return this.#to('DEACTIVATED');
    const pause = STRATEGIES[definition.configuration.reconnectStrategy ?? 'NORMAL'];
    while (run === this.run) {
      this.#to('AUTHENTICATING');
      const state = await this.ask('GET', '/tenant/currentTenant').then(
        (tenant) => (tenant ? 'OPENED' : 'UNREACHABLE'),
        ({ status }) => (status === 401 || status === 403 ? 'AUTHENTICATION_FAILED' : 'UNREACHABLE'),
      );
      if (run !== this.run) return;
      this.#to(state);
      if (state === 'OPENED') return;
      const wait = (pause + Math.random()) * MINUTE; // a minute of chance, so that not all come at once
      this.nextRestart = new Date(Date.now() + wait).toISOString();
      await sleep(wait);
    }
  }

  /** The answer's body; none of what is not there, or there already. Errors bear a status where there was an answer. */
  async ask(method, path, body) {
    const { hostName, tenantId, username, password } = this.definition.configuration;
    const authorization = `Basic ${Buffer.from(`${tenantId}/${username}:${password}`).toString('base64')}`;
    const answer = await fetch(new URL(path, process.env.PLATFORM ?? `https://${hostName}`), {
      method,
      headers: { host: hostName, accept: JSON_TYPE, 'content-type': JSON_TYPE, authorization },
      body: JSON.stringify(body),
      redirect: 'manual', // it could lead into the bridge's own network
      signal: AbortSignal.timeout(10_000),
    });
    const text = await answer.text();
    if (answer.ok) return text === '' ? undefined : JSON.parse(text);
    const { status, headers } = answer;
    const isBound = status === 409 && path.endsWith('/externalIds');
    if (isBound || (status === 404 && method === 'GET')) return undefined;
    const restMs = Number(headers.get('retry-after')) * 1000 || 0;
    throw Object.assign(new Error(`${method} ${path}: ${status} ${text}`), { status, restMs });
  }
}
