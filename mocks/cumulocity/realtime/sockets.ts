import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../../src/clock/index.ts';
import type { Party, Recorder } from '../../../src/recording/index.ts';
import { Conversation, ENDPOINTS, type Endpoint } from './conversation.ts';
import {
  batchSchema,
  type ClientMessage,
  type ServerMessage,
  tokenOf,
  withoutAuthentication,
} from './message.ts';
import type { Realtime } from './realtime.ts';
import type { Session, Speaker } from './session.ts';

/** Bytes of one message from a client. */
const LONGEST_MESSAGE = 1024 * 1024;
/** Bytes that a client may leave unread before it is cut off. */
const UNREAD_LIMIT = 16 * 1024 * 1024;
/** Close code for what isn't in the protocol's form (RFC 6455, section 7.4.1). */
const INVALID_DATA = 1007;

interface SocketParts {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly realtime: Realtime;
  /** What a fault makes of the opening of a connection: an error's status, or an end without an answer. */
  readonly strike: (
    path: string,
    host: string,
    authorization: string | undefined,
  ) => number | 'cut' | undefined;
  /** Who an `Authorization` header stands for; undefined when it is wrong or missing. */
  readonly signIn: (authorization: string | undefined, host: string) => Speaker | undefined;
}

/** The WebSocket transport of Bayeux. It lives on listeners only: worlds without sockets poll. */
export class RealtimeSockets {
  readonly #parts: SocketParts;
  readonly #open = new Set<WebSocket>();
  #server: WebSocketServer | undefined;

  constructor(parts: SocketParts) {
    this.#parts = parts;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, from: Party): void {
    const [path = ''] = (request.url ?? '').split('?');
    const endpoint = ENDPOINTS[path.replace(/(.)\/+$/, '$1')];
    const struck = this.#parts.strike(path, request.headers.host ?? '', request.headers.authorization);
    if (struck === 'cut') {
      socket.destroy();
      return;
    }
    if (endpoint === undefined || struck !== undefined) {
      refuse(socket, struck ?? 404);
      return;
    }
    this.#server ??= new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      this.#open.add(ws);
      const line = new Line(this.#parts, ws, endpoint, request, from);
      ws.on('message', (data) => line.receive(String(data)));
      ws.on('error', () => ws.terminate());
      ws.once('close', () => {
        this.#open.delete(ws);
        line.close();
      });
    });
  }

  /** Cuts all connections. */
  close(): void {
    for (const ws of this.#open) ws.terminate();
    this.#open.clear();
  }
}

/** One client's connection. */
class Line {
  readonly #parts: SocketParts;
  readonly #ws: WebSocket;
  readonly #conversation: Conversation;
  readonly #request: IncomingMessage;
  readonly #from: Party;
  readonly #closed = new AbortController();
  #session: Session | undefined;
  #detach: () => void = () => {};

  constructor(parts: SocketParts, ws: WebSocket, endpoint: Endpoint, request: IncomingMessage, from: Party) {
    this.#parts = parts;
    this.#ws = ws;
    this.#conversation = new Conversation(parts.realtime, endpoint);
    this.#request = request;
    this.#from = from;
  }

  receive(text: string): void {
    const batch = batchSchema.safeParse(parse(text));
    if (!batch.success) {
      this.#ws.close(INVALID_DATA, 'not a Bayeux message');
      return;
    }
    const { clock, recorder } = this.#parts;
    for (const message of batch.data) {
      recorder.record({
        from: this.#from,
        to: 'cumulocity',
        kind: 'http-request',
        title: `WebSocket ${message.channel}`,
        body: withoutAuthentication(message),
      });
      void clock.activity(`WebSocket ${message.channel}`, () => this.#take(message));
    }
  }

  close(): void {
    this.#closed.abort('the client has gone');
    this.#detach();
  }

  async #take(message: ClientMessage): Promise<void> {
    const { replies, connect } = this.#conversation.take(message, this.#speaker(message));
    for (const reply of replies) this.#send(reply);
    if (connect === undefined) return;
    const { session, holdMs } = connect;
    this.#attach(session);
    if (holdMs > 0) {
      await this.#parts.clock.wait('WebSocket /meta/connect', session.poll(holdMs, this.#closed.signal));
    }
    for (const reply of this.#conversation.connected(message, session)) this.#send(reply);
  }

  /** Over WebSockets a handshake brings the credentials itself; what follows is known by its client id. */
  #speaker(message: ClientMessage): Speaker | undefined {
    if (message.channel !== '/meta/handshake') return undefined;
    const { authorization, host = '' } = this.#request.headers;
    const token = tokenOf(message);
    return this.#parts.signIn(token === undefined ? authorization : `Basic ${token}`, host);
  }

  #attach(session: Session): void {
    if (this.#session === session) return;
    this.#detach();
    this.#session = session;
    this.#detach = session.attach((message) => this.#send(message));
  }

  #send(message: ServerMessage): void {
    if (this.#closed.signal.aborted) return;
    if (this.#ws.bufferedAmount > UNREAD_LIMIT) {
      this.#ws.terminate();
      return;
    }
    this.#ws.send(JSON.stringify([message]));
    this.#parts.recorder.record({
      from: 'cumulocity',
      to: this.#from,
      kind: 'http-response',
      title: `WebSocket ${String(message.channel)}`,
      outcome: message.successful === false ? 'refused' : 'ok',
      body: message,
    });
  }
}

/** An answer in place of the change of protocol (RFC 6455, section 4.2.2). */
function refuse(socket: Duplex, status: number): void {
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`;
  socket.end(`${line}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
