import type { Duplex } from 'node:stream';
import { Aedes, type AedesPublishPacket, type AuthenticateError, type Client } from 'aedes';
import type { Clock } from '../../src/clock/index.ts';
import type { Party, Recorder } from '../../src/recording/index.ts';
import { createDuplexPair } from './duplex-pair.ts';
import { BrokerError } from './errors.ts';
import { type MessageStory, tellMessage } from './messages.ts';
import { type Address, type ListenOptions, TcpSide } from './tcp-side.ts';

/** Somebody who may connect to the broker. */
export interface BrokerUser {
  readonly username: string;
  readonly password: string;
}

/** What a broker is made of. */
export interface BrokerParts {
  readonly clock: Clock;
  readonly recorder: Recorder;
  /** Who may connect; when absent, anybody. */
  readonly users?: readonly BrokerUser[];
  /** Which lane of a diagram a client belongs to; a client nobody knows is an operator's. */
  readonly parties?: (clientId: string) => Party;
}

/** An MQTT 3.1.1 broker inside this process. Sessions and retained messages live until {@link Broker.close}. */
export interface Broker {
  /** A connection in memory, for a client that takes its stream from the caller. Closed at once while stopped. */
  openStream(): Duplex;
  /** Listens on TCP as well. @throws BrokerError cannot-listen */
  listen(options?: ListenOptions): Promise<Address>;
  /** The ids of those who are connected. */
  clients(): string[];
  /** Drops a client's connection without a word; its session stays. @throws BrokerError no-such-client */
  disconnect(clientId: string): void;
  /** Messages that clients have published. */
  published(): number;
  /** Messages handed to subscribers, repeats included. */
  delivered(): number;
  /** Goes away: drops all connections and takes no new ones. Sessions, subscriptions and queues stay. */
  stop(): Promise<void>;
  /** Comes back, on the same port if it was listening. */
  start(): Promise<void>;
  close(): Promise<void>;
}

// setInterval takes 2^31-1 ms at most and aedes sets one of four times this. Nothing here needs a heartbeat: it tells
// other brokers of a cluster that this one lives.
const NO_HEARTBEAT_MS = 500_000_000;

// Bytes that a subscriber may lag behind before the broker makes the publishers wait, which stalls them all.
const CONNECTION_BUFFER = 1024 * 1024;

// MQTT 3.1.1, 3.2.2.3 Connect Return code
const BAD_CREDENTIALS = 4;
const NOT_AUTHORIZED = 5;

/** Creates a broker with no connection yet. In a virtual-time world use only {@link Broker.openStream}. */
export async function createBroker(parts: BrokerParts): Promise<Broker> {
  const broker = new EmbeddedBroker(parts);
  await broker.open();
  return broker;
}

class EmbeddedBroker implements Broker {
  readonly #clock: Clock;
  readonly #recorder: Recorder;
  readonly #partyOf: (clientId: string) => Party;
  readonly #users: ReadonlyMap<string, string> | undefined;
  readonly #aedes: Aedes;
  readonly #tcp = new TcpSide((socket) => this.#accept(socket));
  readonly #connections = new Map<Client, Duplex>();
  readonly #welcome = new Set<Client>();
  readonly #busy = new Map<Client, (() => void)[]>();
  readonly #stories = new WeakMap<object, MessageStory>();
  #published = 0;
  #delivered = 0;
  #stopped = false;
  #closed = false;

  constructor(parts: BrokerParts) {
    this.#clock = parts.clock;
    this.#recorder = parts.recorder;
    this.#partyOf = parts.parties ?? (() => 'operator');
    this.#users = parts.users && new Map(parts.users.map((user) => [user.username, user.password]));
    this.#aedes = new Aedes({
      id: 'embedded',
      heartbeatInterval: NO_HEARTBEAT_MS,
      drainTimeout: 0,
      preConnect: (client, _packet, done) => {
        this.#hold(client, `MQTT broker: a client connects`);
        done(null, true);
      },
      authenticate: (client, username, password, done) => {
        const refusal = this.#refusalOf(username, password);
        if (refusal === undefined) return done(null, true);
        this.#recorder.record({
          from: this.#partyOf(client.id),
          to: 'broker',
          kind: 'mqtt',
          title: `CONNECT of ${client.id}: ${refusal.message}`,
          outcome: 'refused',
        });
        done(refusal, false);
      },
      authorizePublish: (client, packet, done) => {
        if (packet.topic.startsWith('$'))
          return done(new Error('Topics that begin with $ are the broker’s own.'));
        if (client !== null) this.#takePublish(client, packet);
        done(null);
      },
      published: (_packet, client, done) => {
        if (client !== null) this.#busy.get(client)?.pop()?.();
        done();
      },
      authorizeForward: (client, packet) => {
        this.#tellDelivery(client, packet);
        return packet;
      },
    });
    this.#aedes.on('client', (client) => this.#welcome.add(client));
    this.#aedes.on('clientReady', (client) => this.#busy.get(client)?.pop()?.());
  }

  open(): Promise<void> {
    return this.#aedes.listen();
  }

  openStream(): Duplex {
    if (this.#closed) throw new BrokerError('broker-closed');
    const [theirs, ours] = createDuplexPair(this.#clock, {
      name: 'bytes between the MQTT broker and a client',
      highWaterMark: CONNECTION_BUFFER,
    });
    if (this.#stopped) {
      // What a socket says of a port that nobody listens on (Node.js documentation, Errors, Common system errors).
      theirs.destroy(Object.assign(new BrokerError('broker-stopped'), { code: 'ECONNREFUSED' }));
    } else {
      this.#accept(ours);
    }
    return theirs;
  }

  listen(options: ListenOptions = {}): Promise<Address> {
    if (this.#closed) throw new BrokerError('broker-closed');
    return this.#tcp.open(options);
  }

  clients(): string[] {
    return [...this.#welcome].map((client) => client.id);
  }

  disconnect(clientId: string): void {
    const found = [...this.#welcome].find((client) => client.id === clientId);
    if (found === undefined) throw new BrokerError('no-such-client', clientId);
    this.#connections.get(found)?.destroy();
  }

  published(): number {
    return this.#published;
  }

  delivered(): number {
    return this.#delivered;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const stream of this.#connections.values()) stream.destroy();
    await this.#tcp.shut();
  }

  async start(): Promise<void> {
    if (this.#closed) throw new BrokerError('broker-closed');
    this.#stopped = false;
    await this.#tcp.reopen();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.stop();
    await new Promise<void>((resolve) => this.#aedes.close(resolve));
  }

  #accept(stream: Duplex): void {
    const client = this.#aedes.handle(stream);
    this.#connections.set(client, stream);
    this.#busy.set(client, []);
    stream.once('close', () => {
      this.#connections.delete(client);
      this.#welcome.delete(client);
      for (const release of this.#busy.get(client) ?? []) release();
      this.#busy.delete(client);
    });
  }

  /** aedes works on in turns of the event loop that show nowhere else: the world must not be taken for settled. */
  #hold(client: Client, name: string): void {
    this.#busy.get(client)?.push(this.#clock.hold(name));
  }

  #refusalOf(username: string | undefined, password: Buffer | undefined): AuthenticateError | undefined {
    if (this.#users === undefined) return undefined;
    if (username === undefined) {
      return Object.assign(new Error('not authorized'), { returnCode: NOT_AUTHORIZED } as const);
    }
    if (password !== undefined && this.#users.get(username) === password.toString()) return undefined;
    return Object.assign(new Error('bad user name or password'), { returnCode: BAD_CREDENTIALS } as const);
  }

  #takePublish(client: Client, packet: Sendable): void {
    this.#published += 1;
    // A repeated QoS 2 message is acknowledged and goes no further (MQTT 3.1.1, 4.3.3), so nothing would end the hold.
    if (!(packet.qos === 2 && packet.dup)) this.#hold(client, `MQTT broker: hands out ${packet.topic}`);
    const story = this.#storyOf(packet);
    this.#recorder.record({
      from: this.#partyOf(client.id),
      to: 'broker',
      kind: 'mqtt',
      outcome: 'ok',
      ...story,
    });
  }

  #tellDelivery(client: Client, packet: AedesPublishPacket): void {
    if (packet.topic.startsWith('$')) return;
    this.#delivered += 1;
    const story = this.#storyOf(packet);
    this.#recorder.record({
      from: 'broker',
      to: this.#partyOf(client.id),
      kind: 'mqtt',
      outcome: 'ok',
      ...story,
    });
  }

  /** One message goes to many: what it is, is found out once. */
  #storyOf(packet: Sendable): MessageStory {
    if (typeof packet.payload === 'string') return tellMessage(packet.topic, packet.payload, packet.qos);
    const known = this.#stories.get(packet.payload);
    if (known !== undefined) return known;
    const story = tellMessage(packet.topic, packet.payload, packet.qos);
    this.#stories.set(packet.payload, story);
    return story;
  }
}

type Sendable = Pick<AedesPublishPacket, 'topic' | 'payload' | 'qos' | 'dup'>;
