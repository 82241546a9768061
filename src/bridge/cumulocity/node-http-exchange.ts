import type { ClientRequest, IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Clock, Timer } from '../../clock/index.ts';
import {
  type HttpRequest,
  type HttpResponse,
  TransportError,
  type TransportFailure,
} from './http-transport.ts';

/** A socket that was closed under a request which reused it: the request may be sent again on a fresh one. */
export class StaleSocketError extends TransportError {}

/** One request on its way: its three time limits, and what it means when it breaks off. */
export class Exchange {
  readonly answer: Promise<HttpResponse>;
  readonly #clock: Clock;
  readonly #hostName: string;
  readonly #message: ClientRequest;
  readonly #request: HttpRequest;
  readonly #maxAnswerBytes: number;
  #timer: Timer | undefined;
  /** True once bytes of the request may have reached the server. */
  #sent = false;
  #resolve: (response: HttpResponse) => void = () => {};
  #reject: (error: TransportError) => void = () => {};

  constructor(
    clock: Clock,
    hostName: string,
    message: ClientRequest,
    request: HttpRequest,
    maxAnswerBytes: number,
  ) {
    this.#clock = clock;
    this.#hostName = hostName;
    this.#message = message;
    this.#request = request;
    this.#maxAnswerBytes = maxAnswerBytes;
    const done = new Promise<HttpResponse>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.answer = done.finally(() => this.#clear());
    this.#begin();
  }

  readonly #abort = () => this.#fail('aborted', 'given up', this.#sent);

  readonly #abortUnlessSent = () => {
    if (!this.#sent) this.#abort();
  };

  #begin(): void {
    const { timeouts, body, signal, unlessSent } = this.#request;
    signal?.addEventListener('abort', this.#abort, { once: true });
    unlessSent?.addEventListener('abort', this.#abortUnlessSent, { once: true });
    this.#message.on('error', (error) => this.#broken(error));
    this.#message.on('response', (response) => this.#read(response));
    // Not before there is a socket: a wait for other requests to the host says nothing about whether it is reached.
    this.#message.once('socket', (socket) => {
      if (!socket.listeners('error').includes(lateError)) socket.on('error', lateError);
      // One that served another request before is connected, also where the agent doesn't call it reused: it passes
      // a socket on to a request that waits for one.
      if (!socket.connecting && !socket.destroyed) return this.#connected();
      this.#limit('connect', timeouts.connectMs, () =>
        this.#fail('connect-timeout', `no connection within ${timeouts.connectMs} ms`, false),
      );
      socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => this.#connected());
    });
    this.#message.end(body);
  }

  #connected(): void {
    const { headersMs } = this.#request.timeouts;
    this.#sent = true;
    this.#limit('answer', headersMs, () =>
      this.#fail('headers-timeout', `no answer within ${headersMs} ms`, true),
    );
  }

  #read(response: IncomingMessage): void {
    const { bodyMs } = this.#request.timeouts;
    this.#limit('body', bodyMs, () =>
      this.#fail('body-timeout', `the answer was not complete within ${bodyMs} ms`, true),
    );
    const chunks: Buffer[] = [];
    let length = 0;
    response.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > this.#maxAnswerBytes) this.#fail('truncated', 'the answer is too long', true);
      else chunks.push(chunk);
    });
    response.on('end', () => {
      this.#resolve({
        status: response.statusCode ?? 0,
        headers: flat(response.headers),
        body: Buffer.concat(chunks).toString('utf8'),
      });
    });
    response.on('error', (error) => this.#fail('truncated', 'the answer broke off', true, error));
    response.on('close', () => {
      if (!response.complete) this.#fail('truncated', 'the answer broke off', true);
    });
  }

  #limit(name: string, ms: number, expired: () => void): void {
    this.#timer?.cancel();
    this.#timer = this.#clock.timer(`HTTP ${name} time-out`, ms, expired);
  }

  #broken(error: Error & { readonly code?: string }): void {
    if (error instanceof TransportError) {
      this.#settle(error);
    } else if (this.#message.reusedSocket && error.code === 'ECONNRESET') {
      this.#settle(new StaleSocketError('reset', this.#text('connection reset'), true, error));
    } else if (this.#sent) {
      this.#fail('reset', 'connection reset', true, error);
    } else {
      const failure = failureOf(error.code ?? '');
      this.#fail(failure, `${REASONS[failure]} (${error.code ?? error.message})`, false, error);
    }
  }

  #fail(failure: TransportFailure, reason: string, maybeCarriedOut: boolean, cause?: unknown): void {
    this.#settle(new TransportError(failure, this.#text(reason), maybeCarriedOut, cause));
  }

  #text(reason: string): string {
    return `${this.#hostName}: ${reason}`;
  }

  #settle(error: TransportError): void {
    this.#reject(error);
    this.#message.destroy();
  }

  #clear(): void {
    this.#timer?.cancel();
    this.#request.signal?.removeEventListener('abort', this.#abort);
    this.#request.unlessSent?.removeEventListener('abort', this.#abortUnlessSent);
  }
}

/**
 * An error that comes between two requests, when the one has let go of its socket and the agent has not taken it yet, has
 * no other listener and would end the process (Node.js, lib/_http_agent.js, the note at "free").
 */
function lateError(): void {
  // Whatever request comes next is told of its own.
}

const REASONS = {
  'name-resolution': 'the name can not be resolved',
  connect: 'can not be reached',
  tls: 'no trusted TLS connection',
} as const;

/** Node.js documentation, Errors, common system errors; OpenSSL's verification results are error codes as they are. */
function failureOf(code: string): keyof typeof REASONS {
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'name-resolution';
  return /^(E[A-Z]+|ERR_SOCKET\w*)$/.test(code) && code !== 'EPROTO' && !code.startsWith('ERR_TLS')
    ? 'connect'
    : 'tls';
}

function flat(headers: IncomingMessage['headers']): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return joined;
}
