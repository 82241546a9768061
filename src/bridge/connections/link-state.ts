import type { ConnectionState } from './connection-state.ts';

/** What follows when a closing link is closed. */
type AfterClosing = 'stay' | 'restart' | 'retry' | 'deactivate';

/** The state of a link; `after` says what closing is for. */
export type LinkState =
  | { readonly phase: Exclude<ConnectionState, 'CLOSING'> }
  | { readonly phase: 'CLOSING'; readonly after: AfterClosing };

/** Commands of people, and what the link's own work reports. */
export type LinkEvent =
  | 'start'
  | 'stop'
  | 'restart'
  | 'activate'
  | 'deactivate'
  /** The attempt is under way. */
  | 'ready'
  | 'authenticated'
  /** The account is refused. */
  | 'refused'
  /** The platform can't be reached. */
  | 'unreachable'
  /** The platform stopped working in the midst of it. */
  | 'lost'
  /** Everything the link did has ended. */
  | 'closed'
  | 'retry-due'
  /** The reconnect strategy has ended. */
  | 'given-up';

/** What the link has to do on a transition. */
export type LinkEffect = 'begin-attempt' | 'deliver' | 'halt' | 'schedule-retry' | 'cancel-retry';

export interface Transition {
  readonly state: LinkState;
  readonly effects: readonly LinkEffect[];
  /** An event to go on with, once the state is told. */
  readonly then?: LinkEvent;
}

type Handlers = Partial<Record<LinkEvent, Transition>>;

const to = (
  phase: Exclude<ConnectionState, 'CLOSING'>,
  effects: readonly LinkEffect[] = [],
  then?: LinkEvent,
): Transition => ({ state: { phase }, effects, ...(then === undefined ? {} : { then }) });

const closing = (after: AfterClosing, effects: readonly LinkEffect[]): Transition => ({
  state: { phase: 'CLOSING', after },
  effects,
});

/** From a link that rests (whether or not a retry is due) all commands lead on. */
const RESTING: Handlers = {
  start: to('OPENING', ['cancel-retry', 'begin-attempt']),
  restart: to('OPENING', ['cancel-retry', 'begin-attempt']),
  activate: to('OPENING', ['cancel-retry', 'begin-attempt']),
  stop: to('CLOSED', ['cancel-retry']),
  deactivate: to('CLOSED', ['cancel-retry'], 'deactivate'),
  'retry-due': to('OPENING', ['begin-attempt']),
  'given-up': to('CLOSED'),
};

/** A link that works is closed first; what was asked follows then. */
const WORKING: Handlers = {
  stop: closing('stay', ['halt']),
  restart: closing('restart', ['halt']),
  deactivate: closing('deactivate', ['halt']),
};

const TRANSITIONS: Readonly<Record<Exclude<ConnectionState, 'CLOSING'>, Handlers>> = {
  CLOSED: { ...RESTING, deactivate: to('DEACTIVATED', ['cancel-retry']) },
  OPENING: {
    ...WORKING,
    ready: to('AUTHENTICATING'),
    unreachable: to('UNREACHABLE', ['schedule-retry']),
  },
  AUTHENTICATING: {
    ...WORKING,
    authenticated: to('OPENED', ['deliver']),
    refused: to('AUTHENTICATION_FAILED', ['schedule-retry']),
    unreachable: to('UNREACHABLE', ['schedule-retry']),
  },
  OPENED: {
    ...WORKING,
    refused: to('AUTHENTICATION_FAILED', ['halt', 'schedule-retry']),
    lost: closing('retry', ['halt']),
  },
  AUTHENTICATION_FAILED: RESTING,
  UNREACHABLE: RESTING,
  DEACTIVATED: { activate: to('CLOSED', [], 'start') },
};

/** Whoever speaks last while a link closes decides what follows. */
const WHILE_CLOSING: Partial<Record<LinkEvent, AfterClosing>> = {
  start: 'restart',
  restart: 'restart',
  activate: 'restart',
  stop: 'stay',
  deactivate: 'deactivate',
};

const AFTER_CLOSING: Readonly<Record<AfterClosing, Transition>> = {
  stay: to('CLOSED'),
  restart: to('CLOSED', [], 'start'),
  retry: to('CLOSED', ['schedule-retry']),
  deactivate: to('CLOSED', [], 'deactivate'),
};

/** What an event makes of a state; undefined: it means nothing there and changes nothing. */
export type LinkTransition = (state: LinkState, event: LinkEvent) => Transition | undefined;

/**
 * The connection's state machine (ThingPark X IoT Flow, About connections, Connection states).
 */
export const transition: LinkTransition = (state, event) => {
  if (state.phase !== 'CLOSING') return TRANSITIONS[state.phase][event];
  if (event === 'closed') return AFTER_CLOSING[state.after];
  const after = WHILE_CLOSING[event];
  // Deactivating outlasts all commands: only activating takes it back.
  if (after === undefined || (state.after === 'deactivate' && event !== 'activate')) return undefined;
  return closing(after, []);
};
