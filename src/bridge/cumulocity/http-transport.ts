/** Limits of one request, in milliseconds; each starts when the one before has been met. */
export interface HttpTimeouts {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute: `https://<hostName>/…`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeouts: HttpTimeouts;
  /** Gives the request up, whatever became of it. */
  readonly signal?: AbortSignal;
  /**
   * Gives the request up as long as nothing of it was sent. What was sent goes on to its answer: whoever gives that up
   * does not know whether it was carried out, or will be.
   */
  readonly unlessSent?: AbortSignal;
  /** The answer may be held back for minutes (a long poll): no other request waits for its socket. */
  readonly held?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why a request got no whole answer. */
export type TransportFailure =
  | 'host-not-allowed'
  | 'name-resolution'
  | 'connect'
  | 'connect-timeout'
  | 'tls'
  | 'headers-timeout'
  | 'body-timeout'
  | 'reset'
  | 'truncated'
  | 'aborted';

/** Thrown by a transport; the message names the host and never a header or a body. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly failure: TransportFailure;
  /** True when the request may have been carried out although no answer came. */
  readonly maybeCarriedOut: boolean;

  constructor(failure: TransportFailure, message: string, maybeCarriedOut: boolean, cause?: unknown) {
    super(message, { cause });
    this.failure = failure;
    this.maybeCarriedOut = maybeCarriedOut;
  }
}

/** Carries one HTTP request to a platform. @throws {TransportError} when no whole answer came. */
export interface HttpTransport {
  request(request: HttpRequest): Promise<HttpResponse>;
  /** Lets go of kept-alive sockets. */
  close(): Promise<void>;
}
