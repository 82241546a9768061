import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../src/clock/index.ts';
import type { Party } from '../../../src/recording/index.ts';
import type { BadCertificate } from '../faults/index.ts';
import type { Final, Peer } from './peer.ts';

/** A request that needs no socket. */
export interface TwinRequest {
  /** As in the `Host` header; it chooses the tenant. */
  readonly host: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Whose request it is; `bridge` unless told otherwise. */
  readonly from?: Party;
  /** Whether links in the answer begin with https; true unless told otherwise. */
  readonly secure?: boolean;
}

/** What the twin answers where no socket is between. */
export interface TwinAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The twin cut the connection without an answer. */
export class TwinHangUp extends Error {
  override readonly name = 'TwinHangUp';
  /** As Node names a connection that the other side reset. */
  readonly code = 'ECONNRESET';
  /** Whether the request's data had been stored by then; a real client can't know. */
  readonly phase: 'before-stored' | 'after-stored';

  /** What had arrived of the answer, where it broke off. */
  readonly received: TwinAnswer | undefined;

  constructor(phase: 'before-stored' | 'after-stored', received?: TwinAnswer) {
    super(received === undefined ? 'socket hang up' : 'the answer broke off');
    this.phase = phase;
    this.received = received;
  }
}

/** The client refused the certificate that the twin was told to show. */
export class TwinTlsError extends Error {
  override readonly name = 'TwinTlsError';
  /** As OpenSSL and Node name it. */
  readonly code: string;

  constructor(certificate: BadCertificate) {
    const [code, message] = TLS_ERRORS[certificate];
    super(message);
    this.code = code;
  }
}

const TLS_ERRORS: Readonly<Record<BadCertificate, readonly [code: string, message: string]>> = {
  expired: ['CERT_HAS_EXPIRED', 'certificate has expired'],
  'wrong-host': ['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"],
  'unknown-authority': ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'],
};

const ADDRESS = 'in-memory ';

/** A reason of its own: aborting without one builds an error with a stack for each request. */
const GONE = 'the caller has gone';

interface Pending {
  readonly peer: Peer;
  readonly request: TwinRequest;
  readonly hangUp: (error: TwinHangUp) => void;
}

/**
 * The way in for worlds without sockets: Fastify's inject. Which injected request belongs to whom is told by its
 * remote address, which no real socket can have.
 */
export class InMemoryWay {
  readonly #pending = new Map<string, Pending>();
  readonly #clock: Clock;
  readonly #certificate: (host: string) => BadCertificate | undefined;
  #sent = 0;

  /** @param certificate the wrong certificate that a request to `host` is shown, if it is */
  constructor(clock: Clock, certificate: (host: string) => BadCertificate | undefined) {
    this.#clock = clock;
    this.#certificate = certificate;
  }

  peerOf(request: IncomingMessage): Peer | undefined {
    return this.#pending.get(request.socket.remoteAddress ?? '')?.peer;
  }

  /** @returns whether the request came by this way */
  cut(request: IncomingMessage, { phase, received }: Extract<Final, { kind: 'hang-up' }>): boolean {
    const address = request.socket.remoteAddress ?? '';
    this.#pending.get(address)?.hangUp(new TwinHangUp(phase, received));
    return address.startsWith(ADDRESS);
  }

  /** Breaks off the bridge's requests to a host that wait for an answer: polls that are held, above all. */
  cutTo(isOfThem: (host: string) => boolean): void {
    for (const { peer, request, hangUp } of this.#pending.values()) {
      if (peer.from === 'bridge' && isOfThem(request.host)) hangUp(new TwinHangUp('after-stored'));
    }
  }

  send(app: FastifyInstance, request: TwinRequest): Promise<TwinAnswer> {
    const { host, method, path, signal, from = 'bridge', secure = true } = request;
    return this.#clock.activity(`${method} https://${host}${path}`, async () => {
      signal?.throwIfAborted();
      const bad = secure ? this.#certificate(host) : undefined;
      if (bad !== undefined) throw new TwinTlsError(bad);
      this.#sent += 1;
      const address = `${ADDRESS}${this.#sent}`;
      const left = new AbortController();
      try {
        return await new Promise<TwinAnswer>((resolve, reject) => {
          signal?.addEventListener(
            'abort',
            () => {
              left.abort(GONE);
              reject(signal.reason);
            },
            { once: true, signal: left.signal },
          );
          const peer = { from, secure, local: true, gone: left.signal };
          this.#pending.set(address, { peer, request, hangUp: reject });
          this.#inject(app, request, address).then(resolve, reject);
        });
      } finally {
        left.abort(GONE);
        this.#pending.delete(address);
      }
    });
  }

  async #inject(app: FastifyInstance, request: TwinRequest, address: string): Promise<TwinAnswer> {
    const { host, method, path, headers = {}, body } = request;
    const answer = await app.inject({
      method: injectable(method),
      url: path,
      headers: { ...headers, host },
      remoteAddress: address,
      ...(body === undefined ? {} : { payload: body }),
    });
    const received: Record<string, string> = {};
    for (const [name, value] of Object.entries(answer.headers)) {
      if (value !== undefined) received[name] = Array.isArray(value) ? value.join(', ') : String(value);
    }
    return { status: answer.statusCode, headers: received, body: answer.payload };
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const;

function injectable(method: string): (typeof METHODS)[number] {
  const known = METHODS.find((one) => one === method.toUpperCase());
  if (known === undefined) throw new TypeError(`"${method}" is none of ${METHODS.join(', ')}`);
  return known;
}
