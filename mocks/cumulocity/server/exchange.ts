import { STATUS_CODES } from 'node:http';
import { type Clock, isoTime } from '../../../src/clock/index.ts';
import type { Recorder } from '../../../src/recording/index.ts';
import { PlatformError } from '../errors.ts';
import { type FaultPlans, phaseOf, type TakenFault } from '../faults/index.ts';
import type { EntryChange, TwinJournal } from '../journal/index.ts';
import { notified, type Realtime, withoutAuthentication } from '../realtime/index.ts';
import type { Unsettled } from '../unsettled.ts';
import { readBasic, tenantIdMeant } from './authentication.ts';
import { devEuiOf } from './dev-eui.ts';
import type { Final, Incoming, Outgoing, Pace } from './peer.ts';
import { type ParsedBody, parseBody, refusal, respond, type Target, targetOf } from './respond.ts';
import { aborted } from './signals.ts';
import type { Tenants } from './tenants.ts';

export interface ServerParts {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly tenants: Tenants;
  readonly journal: TwinJournal;
  readonly faults: FaultPlans;
  readonly unsettled: Unsettled;
  readonly realtime: Realtime;
  /** Draws the number of the next exchange. */
  readonly nextExchange: () => number;
  /** Aborts when what is pending is to end: the twin closes or is reset. */
  readonly ending: () => AbortSignal;
}

type Phase = 'before-stored' | 'after-stored';

const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-xsrf-token',
  'tfatoken',
]);

/** One request from its arrival to its answer, told to the journal and the recorder on the way. */
export async function exchange(
  parts: ServerParts,
  incoming: Incoming,
  early?: PlatformError,
): Promise<Final> {
  const told = new Exchange(parts, incoming);
  const faults = parts.faults.take({ ...told.target, tenant: told.tenantId(), user: told.userName() });
  told.begin(faults);
  for (const phase of ['before-stored', 'after-stored'] as const) {
    if (phase === 'after-stored') told.handle(early);
    if (!(await told.wait())) return told.hangUp('left', phase);
    const end = await strike(parts, told, faults, phase);
    if (end !== undefined) return told.hangUp(end, phase);
  }
  return told.answer();
}

/** Carries out the effects of one phase. @returns how the connection ends, if it does */
async function strike(
  parts: ServerParts,
  told: Exchange,
  faults: readonly TakenFault[],
  phase: Phase,
): Promise<'reset' | 'silent' | undefined> {
  for (const { effect } of faults.filter((fault) => phaseOf(fault.effect) === phase)) {
    switch (effect.kind) {
      case 'latency':
        if (!(await delay(parts, effect.ms, told.name))) return 'reset';
        break;
      case 'status':
        told.fail(effect);
        if (phase === 'before-stored') return undefined;
        break;
      case 'silence':
        told.silent(phase);
        await parts.clock.wait(`silent twin: ${told.name}`, aborted(told.gone, parts.ending()));
        return 'silent';
      case 'dribble':
        told.pace({ pieces: effect.pieces, overMs: effect.overMs });
        break;
      case 'truncated-body':
        told.pace({ share: effect.share });
        break;
      default:
        return 'reset';
    }
  }
  return undefined;
}

/** @returns false when the twin was closed or reset meanwhile */
async function delay({ clock, ending }: ServerParts, ms: number, name: string): Promise<boolean> {
  const signal = ending();
  try {
    await clock.sleep(ms, { name: `slow twin: ${name}`, signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

class Exchange {
  readonly target: Target;
  readonly name: string;
  readonly gone: AbortSignal;
  readonly #parts: ServerParts;
  readonly #incoming: Incoming;
  readonly #body: ParsedBody;
  readonly #id: string;
  #devEui: string | undefined;
  #change: (change: EntryChange) => void = () => {};
  #outgoing: Outgoing | undefined;
  #pace: Pace | undefined;

  constructor(parts: ServerParts, incoming: Incoming) {
    this.#parts = parts;
    this.#incoming = incoming;
    this.#body = parseBody(incoming.body);
    this.#id = `cumulocity-${parts.nextExchange()}`;
    this.target = targetOf(incoming);
    this.name = `${this.target.method} ${this.target.path}`;
    this.gone = incoming.peer.gone;
  }

  /** The tenant that the request is meant for, before anybody signed in. */
  tenantId(): string | undefined {
    const { headers, host } = this.#incoming;
    return tenantIdMeant(this.#parts.tenants, { authorization: headers.authorization, host });
  }

  userName(): string | undefined {
    return readBasic(this.#incoming.headers.authorization)?.user;
  }

  begin(faults: readonly TakenFault[]): void {
    const { clock, journal, recorder, tenants } = this.#parts;
    const { host, headers, peer } = this.#incoming;
    const { method, path, query } = this.target;
    const body = withoutAuthentication(this.#body.value);
    this.#devEui = devEuiOf({ path, query, body }, tenants.get(this.tenantId() ?? '')?.store);
    this.#change = journal.open({
      time: isoTime(clock.now()),
      method,
      path,
      query,
      host,
      headers: withoutSecrets(headers),
      body,
      state: 'open',
      matched: false,
      tenant: undefined,
      user: undefined,
      status: undefined,
      handled: false,
      devEui: this.#devEui,
      faults: faults.map((fault) => fault.id),
      refusal: undefined,
    });
    recorder.record({
      from: peer.from,
      to: 'cumulocity',
      kind: 'http-request',
      title: query === '' ? this.name : `${this.name}?${query}`,
      correlation: this.#correlation(),
      ...(body === undefined ? {} : { body }),
    });
  }

  /** Runs the handler, unless a fault has answered in its place. */
  handle(early: PlatformError | undefined): void {
    if (this.#outgoing !== undefined) return;
    const now = this.#parts.clock.now();
    try {
      if (early !== undefined) throw early;
      this.#outgoing = respond(this.#incoming, this.target, this.#body, {
        tenants: this.#parts.tenants,
        unsettled: this.#parts.unsettled,
        realtime: this.#parts.realtime,
        now,
        learn: (fact) => this.#change(fact),
      });
      this.#change({ handled: true });
    } catch (error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#refuse(error instanceof PlatformError ? error : new PlatformError('internal', { detail }));
    }
  }

  /** Waits for an answer that is held back. @returns false when the caller left or the twin ended it first */
  async wait(): Promise<boolean> {
    const held = this.#outgoing;
    if (held?.kind !== 'held') return true;
    const { clock, ending } = this.#parts;
    const stop = new AbortController();
    const reasons = [this.gone, ending()];
    const end = () => stop.abort('nobody waits for the answer');
    for (const reason of reasons) reason.addEventListener('abort', end);
    if (reasons.some((reason) => reason.aborted)) end();
    try {
      this.#outgoing = await clock.wait(
        `long poll: ${this.name}`,
        held.until(stop.signal, () => clock.now()),
      );
    } finally {
      for (const reason of reasons) reason.removeEventListener('abort', end);
    }
    this.#devEui ??= this.#heardOf();
    return !stop.signal.aborted;
  }

  /** The device that all notifications in an answer are about. */
  #heardOf(): string | undefined {
    if (this.#outgoing?.kind !== 'answer') return undefined;
    const store = this.#parts.tenants.get(this.tenantId() ?? '')?.store;
    const body = notified(parseBody(this.#outgoing.body).value);
    return devEuiOf({ path: '', query: '', body: { measurements: body } }, store);
  }

  /** Answers with an injected error, whatever the handler said. */
  fail(effect: {
    status: number;
    retryAfter?: number | undefined;
    error?: string | undefined;
    message?: string | undefined;
  }): void {
    const { status, retryAfter, error, message } = effect;
    const changes = {
      status,
      ...(error === undefined ? {} : { error }),
      ...(message === undefined ? {} : { message }),
      ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
    };
    this.#refuse(new PlatformError('injectedFault', {}, changes));
  }

  #refuse(error: PlatformError): void {
    const { code, message, remedy } = error;
    this.#change({ refusal: { code, message, remedy } });
    this.#outgoing = refusal(error, this.#parts.clock.now());
  }

  pace(change: Partial<Pace>): void {
    this.#pace = { pieces: 1, overMs: 0, share: 1, ...this.#pace, ...change };
  }

  silent(phase: Phase): void {
    this.#change({ state: 'silent' });
    this.#fault(`no answer, ${phase === 'before-stored' ? 'nothing stored' : 'though the data are stored'}`);
  }

  hangUp(how: 'reset' | 'silent' | 'left', phase: Phase): Final {
    if (how === 'left') this.#change({ state: 'hung-up' });
    if (how === 'reset') {
      this.#change({ state: 'hung-up' });
      this.#fault(`connection reset ${phase === 'before-stored' ? 'before' : 'after'} the data were stored`);
    }
    return { kind: 'hang-up', phase };
  }

  answer(): Final {
    const outgoing = this.#outgoing;
    if (outgoing?.kind !== 'answer') throw new Error(`${this.name} was not handled`);
    const { status, body } = outgoing;
    this.#change({ state: 'answered', status });
    this.#parts.recorder.record({
      from: 'cumulocity',
      to: this.#incoming.peer.from,
      kind: 'http-response',
      title: `${status} ${STATUS_CODES[status] ?? ''}`.trim(),
      outcome: outcomeOf(status),
      correlation: this.#correlation(),
      ...(body === '' ? {} : { body: parseBody(body).value }),
    });
    if (this.#pace !== undefined && this.#pace.share < 1) this.#fault('the answer breaks off');
    return this.#pace === undefined ? outgoing : { ...outgoing, pace: this.#pace };
  }

  #fault(title: string): void {
    this.#parts.recorder.record({
      from: 'cumulocity',
      to: this.#incoming.peer.from,
      kind: 'fault',
      title,
      outcome: 'failed',
      correlation: this.#correlation(),
    });
  }

  #correlation() {
    return { exchange: this.#id, ...(this.#devEui === undefined ? {} : { devEui: this.#devEui }) };
  }
}

function outcomeOf(status: number): 'ok' | 'refused' | 'failed' {
  if (status < 400) return 'ok';
  return status < 500 ? 'refused' : 'failed';
}

function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.has(name) ? '*****' : value]),
  );
}
