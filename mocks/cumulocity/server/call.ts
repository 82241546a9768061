import type { Notification, Realtime } from '../realtime/index.ts';
import type { TenantStore } from '../store/tenant-store.ts';
import type { Unsettled } from '../unsettled.ts';
import type { Query } from './query.ts';
import type { Tenant, User } from './tenants.ts';

/** What a request's processing mode does (Cumulocity OpenAPI, *Processing mode*). */
export interface ProcessingMode {
  readonly name: 'PERSISTENT' | 'TRANSIENT' | 'QUIESCENT' | 'CEP';
  readonly stores: boolean;
  readonly notifies: boolean;
}

/** One authorised request as a resource's handler sees it. Handlers are synchronous: each is one transaction. */
export interface Call {
  readonly method: string;
  readonly path: string;
  /** `https://host`, before every link. */
  readonly origin: string;
  readonly query: Query;
  readonly body: unknown;
  /** `managedobject`, `json`, …; undefined where there was no body. */
  readonly bodyType: string | undefined;
  readonly mode: ProcessingMode;
  /** No application key: the request counts as the device's own and marks it available. */
  readonly fromDevice: boolean;
  readonly tenant: Tenant;
  readonly store: TenantStore;
  readonly user: User;
  readonly now: number;
  /** The media type that was negotiated for the answer. */
  readonly answerAs: string | undefined;
  readonly unsettled: Unsettled;
  readonly realtime: Realtime;
  /** Tells the subscribers, unless the processing mode is against it. */
  notify(notification: Notification): void;
  /** A named part of the path, decoded. */
  param(name: string): string;
}

/** What a handler answers; the server adds headers and leaves the body out where `Accept` was missing. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Sent as it is, as this media type. */
  readonly text?: string;
  readonly location?: string;
  /** Made later, as of a long poll: in place of body and text. When the signal aborts nobody wants it any more. */
  readonly held?: (signal: AbortSignal) => Promise<unknown>;
  /** Another representation than the route's first, by its media type. */
  readonly mediaType?: string;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Route {
  readonly method: Method;
  /** With `:name` for a part that varies. */
  readonly path: string;
  /** Media types of the answer, the preferred first. */
  readonly produces?: readonly string[];
  /** Vendor types of the body, without prefix and suffix; plain JSON is always taken. */
  readonly consumes?: readonly string[];
  /** One of these is needed. Left out: any user that signed in. */
  readonly permissions?: readonly string[];
  /** The managed objects whose owner needs no permission. */
  readonly owned?: (call: Call) => readonly string[];
  /** Answers a request without `Accept` as if it had one. */
  readonly needsNoAccept?: (unsettled: Unsettled) => boolean;
  /** What is answered in place of a 401 to who can't sign in; undefined: the 401. */
  readonly denied?: (body: unknown, unsettled: Unsettled) => Answer | undefined;
  readonly handle: (call: Call) => Answer;
}

/** A route that needs no signed-in user, such as the login options. */
export interface OpenRoute {
  readonly method: Method;
  readonly path: string;
  readonly produces?: readonly string[];
  readonly open: true;
  readonly answer: (
    call: Omit<Call, 'tenant' | 'store' | 'user' | 'realtime' | 'notify'> & { tenant: Tenant | undefined },
  ) => Answer;
}
