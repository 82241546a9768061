import { connect, type Socket } from 'node:net';
import { type MqttProxyListener, MqttProxySession } from './mqtt-proxy-session.ts';
import { type Address, type ListenOptions, TcpSide } from './tcp-side.ts';

export interface MqttProxyOptions {
  /** Where the broker listens; it need not be there yet. */
  readonly upstream: { readonly host?: string; readonly port: number };
  readonly listener: MqttProxyListener;
  readonly listen?: ListenOptions;
}

/** A wire between an MQTT client and its broker that is listened to. */
export interface MqttProxy extends Address {
  /** Connections that were opened since the beginning. */
  sessions(): number;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

/**
 * Listens for a client and carries its bytes to the broker and back, unchanged. A side that goes away takes the other
 * with it.
 *
 * @throws BrokerError cannot-listen
 */
export async function createMqttProxy(options: MqttProxyOptions): Promise<MqttProxy> {
  let sessions = 0;
  const upstreams = new Set<Socket>();
  const tcp = new TcpSide((client) => {
    sessions += 1;
    const { host = '127.0.0.1', port } = options.upstream;
    const broker = connect(port, host);
    upstreams.add(broker);
    broker.once('close', () => upstreams.delete(broker));
    const session = new MqttProxySession(sessions, options.listener);
    carry(client, broker, (bytes) => session.toBroker(bytes));
    carry(broker, client, (bytes) => session.toClient(bytes));
  });
  const address = await tcp.open(options.listen ?? {});
  return {
    ...address,
    sessions: () => sessions,
    close: async () => {
      await tcp.shut();
      for (const broker of upstreams) broker.destroy();
    },
  };
}

/** One direction: `read` sees the bytes before they go on. */
function carry(from: Socket, to: Socket, read: (bytes: Buffer) => void): void {
  from.setNoDelay(true);
  // Registered before the pipe, and so called before it.
  from.on('data', read);
  from.pipe(to);
  // A reset or a refused connection is told to the other side by the close that follows.
  from.on('error', () => {});
  // What was read before still goes out.
  from.once('close', () => to.destroySoon());
}
