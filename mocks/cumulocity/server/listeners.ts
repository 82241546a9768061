import { constants } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { isIP, isIPv6, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, type TlsOptions } from 'node:tls';
import type { Party } from '../../../src/recording/index.ts';
import type { BadCertificate } from '../faults/index.ts';
import type { Final, Peer } from './peer.ts';

export interface ListenOptions {
  /** 127.0.0.1 unless told otherwise. */
  readonly host?: string;
  /** 0, any free port, unless told otherwise. */
  readonly port?: number;
  readonly tls?: boolean;
  /** A certificate that clients of this TLS listener have to refuse. */
  readonly certificate?: BadCertificate;
  /** Whose requests come by this way; `bridge` unless told otherwise. */
  readonly from?: Party;
}

export interface Listening {
  /** `https://127.0.0.1:38123` */
  readonly url: string;
  readonly port: number;
  /** For a TLS listener: the authority that its clients must trust, as PEM. */
  readonly ca?: string;
}

/** What becomes of connections to a host that is out of reach: they are refused, or their packets are swallowed. */
export type OutOfReach = 'refusing' | 'swallowing';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * How long a connection is kept open for the next request. A request that meets one which is being closed for idleness is lost
 * (RFC 9112, section 9.5); Node's five seconds are less than a busy machine may stand still between two requests.
 */
const KEPT_OPEN_MS = 75_000;

/** Takes a connection that is to become another protocol's. */
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer, from: Party) => void;

interface TlsIdentity {
  readonly ca: string;
  /** The certificate to show, for all hosts that there are by now; `host` is the one that a client named. */
  readonly current: (host?: string) => Promise<{ readonly key: string; readonly cert: string }>;
}

/** The sockets that a twin listens on, and who is behind each request that came by them. */
export class Listeners {
  readonly #servers = new Set<Server>();
  readonly #peers = new WeakMap<IncomingMessage, Peer>();
  /** The bridge's connections, with what came last by each. */
  readonly #lines = new Map<Duplex, IncomingMessage>();
  readonly #handler: Handler;
  readonly #upgrade: Upgrade;
  readonly #lost: (request: IncomingMessage) => OutOfReach | undefined;

  /** @param lost whether a request of the bridge does not get to whom it is for, and how */
  constructor(
    handler: Handler,
    upgrade: Upgrade,
    lost: (request: IncomingMessage) => OutOfReach | undefined,
  ) {
    this.#handler = handler;
    this.#upgrade = upgrade;
    this.#lost = lost;
  }

  get count(): number {
    return this.#servers.size;
  }

  async open(options: ListenOptions, identity: TlsIdentity | undefined): Promise<Listening> {
    const { host = '127.0.0.1', port = 0, from = 'bridge' } = options;
    const serve: Handler = (request, response) => {
      if (from === 'bridge' && this.#isLost(request)) return;
      this.#peers.set(request, peerOf(request, response, from, identity !== undefined));
      this.#handler(request, response);
    };
    const server = identity === undefined ? createServer(serve) : await tlsServer(identity, serve);
    server.keepAliveTimeout = KEPT_OPEN_MS;
    server.on('upgrade', (request, socket, head) => {
      if (from === 'bridge' && this.#isLost(request)) return;
      if (request.headers.upgrade?.toLowerCase() === 'websocket') {
        this.#upgrade(request, socket, head, from);
      } else {
        socket.unshift(Buffer.concat([withoutUpgrade(request), head]));
        server.emit(identity === undefined ? 'connection' : 'secureConnection', socket);
      }
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.#servers.add(server);
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    const name = isIPv6(host) ? `[${host}]` : host;
    const scheme = identity === undefined ? 'http' : 'https';
    return {
      url: `${scheme}://${name}:${bound}`,
      port: bound,
      ...(identity === undefined ? {} : { ca: identity.ca }),
    };
  }

  peerOf(request: IncomingMessage): Peer | undefined {
    return this.#peers.get(request);
  }

  /** Cuts the bridge's connections by which such requests came, whatever is still to be answered there. */
  cut(isOfThem: (request: IncomingMessage) => boolean): void {
    for (const [socket, request] of this.#lines) if (isOfThem(request)) reset(socket);
  }

  #isLost(request: IncomingMessage): boolean {
    const { socket } = request;
    if (!this.#lines.has(socket)) socket.once('close', () => this.#lines.delete(socket));
    this.#lines.set(socket, request);
    const how = this.#lost(request);
    if (how === 'refusing') reset(socket);
    return how !== undefined;
  }

  /** Ends all connections and frees all ports. */
  async close(): Promise<void> {
    const servers = [...this.#servers];
    this.#servers.clear();
    await Promise.all(
      servers.map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      ),
    );
  }
}

const HOP_BY_HOP = new Set(['connection', 'upgrade', 'http2-settings']);

/**
 * A request that may go on as HTTP/1.1 although it offers to change the protocol, as Java's client does by default
 * (RFC 9110, section 7.8): its head without the offer, to be read again.
 */
function withoutUpgrade({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!HOP_BY_HOP.has(name.toLowerCase())) lines.push(`${name}: ${rawHeaders[index + 1] ?? ''}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

/** Asks for the certificate anew with each handshake that names a host: tenants may have come since. */
async function tlsServer(identity: TlsIdentity, serve: Handler): Promise<Server> {
  const SNICallback: TlsOptions['SNICallback'] = (host, done) => {
    identity.current(host).then(
      (current) => done(null, createSecureContext(current)),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  };
  // A client that resumes a session is shown no certificate, neither a good nor a bad one.
  const secureOptions = constants.SSL_OP_NO_TICKET;
  return createTlsServer({ ...(await identity.current()), SNICallback, secureOptions }, serve);
}

/**
 * Cuts the connection with a TCP reset, or, where TLS is in between, without the closing handshake. Where a part of the
 * answer is to arrive, it is closed behind that: a reset would overtake it.
 */
export function cutSocket(response: ServerResponse, { received }: Extract<Final, { kind: 'hang-up' }>): void {
  const { socket } = response;
  if (socket === null) return;
  if (received !== undefined) socket.destroySoon();
  else reset(socket);
}

function reset(socket: Duplex): void {
  if (socket instanceof Socket && socket.constructor === Socket) socket.resetAndDestroy();
  else socket.destroy();
}

function peerOf(request: IncomingMessage, response: ServerResponse, from: Party, secure: boolean): Peer {
  const left = new AbortController();
  response.once('close', () => left.abort('the caller has gone'));
  return { from, secure, local: isLoopback(request.socket.remoteAddress), gone: left.signal };
}

function isLoopback(address: string | undefined): boolean {
  const plain = (address ?? '').replace(/^::ffff:/, '');
  return isIP(plain) !== 0 && (plain === '::1' || plain.startsWith('127.'));
}
