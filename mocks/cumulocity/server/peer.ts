import type { Party } from '../../../src/recording/index.ts';

/** The other end of a request, whatever carries it. */
export interface Peer {
  /** The lane of the caller in the diagram; told by who opened the way in, never by the request. */
  readonly from: Party;
  /** Links in answers begin with https. */
  readonly secure: boolean;
  /** Whether the caller is on this machine, as far as the connection tells. */
  readonly local: boolean;
  /** Aborts when the caller has gone or the twin closes: a silent answer ends then. */
  readonly gone: AbortSignal;
}

/** A request as the twin takes it in. */
export interface Incoming {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly peer: Peer;
}

/** In `pieces` evenly over `overMs`, of which those after the first `share` of the body never come. */
export interface Pace {
  readonly pieces: number;
  readonly overMs: number;
  readonly share: number;
}

/** What goes back in the end: an answer, or a connection that ends without one. */
export type Final =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** How the body goes out, where it doesn't do so at once. */
      readonly pace?: Pace;
    }
  | {
      readonly kind: 'hang-up';
      readonly phase: 'before-stored' | 'after-stored';
      /** What went out of the answer before. */
      readonly received?: {
        readonly status: number;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: string;
      };
    };

/** What a handler leads to: something final, or an answer that is held back. */
export type Outgoing =
  | Final
  | {
      /** The answer comes when there is something to tell; the signal says that nobody waits for it any more. */
      readonly kind: 'held';
      readonly until: (signal: AbortSignal, now: () => number) => Promise<Outgoing>;
    };
