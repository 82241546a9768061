import type { TransportFailure } from './http-transport.ts';

/** Why a call to Cumulocity failed. What each means for an uplink is the delivery's matter. */
export type CumulocityErrorCode =
  | 'unauthenticated'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'too-large'
  | 'busy'
  | 'server-error'
  | 'unexpected-answer'
  | 'unreachable'
  | 'untrusted'
  | 'not-allowed'
  | 'aborted';

interface Details {
  readonly status?: number;
  /** True when what was asked may have been done all the same. */
  readonly maybeCarriedOut?: boolean;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** What stands in the message after the host and the call, for people; and what helps. */
const CATALOGUE: Readonly<Record<CumulocityErrorCode, string>> = {
  unauthenticated: 'the credentials are refused; check tenant, user, password and permissions',
  'not-found': 'there is no such resource',
  conflict: 'it conflicts with what is there',
  refused: 'the data are refused',
  'too-large': 'the request is too large',
  busy: 'the platform asks to slow down',
  'server-error': 'the platform failed; it is tried again',
  'unexpected-answer': 'what answered is not Cumulocity; check the host name',
  unreachable: 'the host gave no answer; check the host name and the network',
  untrusted: 'its certificate is not trusted; check the host name, or add its authority to the trusted ones',
  'not-allowed': 'the bridge may not call this host; add it to the allowed hosts',
  aborted: 'the call was given up',
};

/** A call to Cumulocity that did not succeed; the message holds no secret. */
export class CumulocityError extends Error {
  override readonly name = 'CumulocityError';
  readonly code: CumulocityErrorCode;
  readonly status: number | undefined;
  readonly maybeCarriedOut: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: CumulocityErrorCode, what: string, details: Details = {}) {
    super(`${what}: ${CATALOGUE[code]}`, { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.maybeCarriedOut = details.maybeCarriedOut ?? false;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** What it means that no whole answer came. */
export function codeOfFailure(failure: TransportFailure): CumulocityErrorCode {
  if (failure === 'aborted') return 'aborted';
  if (failure === 'tls') return 'untrusted';
  return failure === 'host-not-allowed' ? 'not-allowed' : 'unreachable';
}

/** What an answer's status means (Cumulocity OpenAPI, Error reporting; RFC 9110, section 15). */
export function codeOfStatus(status: number): CumulocityErrorCode {
  if (status === 401 || status === 403) return 'unauthenticated';
  if (status === 404) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 413) return 'too-large';
  if (status === 408 || status === 425 || status === 429) return 'busy';
  if (status >= 500) return 'server-error';
  return status >= 400 ? 'refused' : 'unexpected-answer';
}
