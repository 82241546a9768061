import { createServer, type Server, type Socket } from 'node:net';
import { BrokerError } from './errors.ts';

export interface ListenOptions {
  /** `127.0.0.1` by default. */
  readonly host?: string;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
}

export interface Address {
  readonly host: string;
  readonly port: number;
  /** `mqtt://host:port` */
  readonly url: string;
}

/** The broker's listening socket; it can be closed and opened again on the same port. */
export class TcpSide {
  readonly #accept: (socket: Socket) => void;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #address: Address | undefined;

  constructor(accept: (socket: Socket) => void) {
    this.#accept = accept;
  }

  /** @throws BrokerError cannot-listen */
  async open(options: ListenOptions): Promise<Address> {
    if (this.#server !== undefined) throw new BrokerError('cannot-listen', 'it listens already');
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      this.#accept(socket);
    });
    const { host = '127.0.0.1', port = 0 } = options;
    await new Promise<void>((resolve, reject) => {
      const refuse = (error: Error) =>
        reject(new BrokerError('cannot-listen', error.message, { cause: error }));
      server.once('error', refuse);
      server.listen(port, host, () => {
        server.off('error', refuse);
        resolve();
      });
    });
    this.#server = server;
    const bound = server.address();
    const actual = typeof bound === 'object' && bound !== null ? bound.port : port;
    const shown = host.includes(':') ? `[${host}]` : host;
    this.#address = { host, port: actual, url: `mqtt://${shown}:${actual}` };
    return this.#address;
  }

  /** Opens the port that was open before, if there was one. */
  async reopen(): Promise<void> {
    if (this.#address !== undefined && this.#server === undefined) await this.open(this.#address);
  }

  /** Stops listening and drops every connection, as a broker that dies does. */
  async shut(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
