import type { Duplex } from 'node:stream';
import mqtt, { type IClientOptions, MqttClient } from 'mqtt';
import type { Clock, Timer } from '../../src/clock/index.ts';
import { BrokerError } from './errors.ts';

export type Qos = 0 | 1 | 2;

export interface MqttConnectOptions {
  readonly clock: Clock;
  /** `mqtt://host:port` of any broker; needed unless `openStream` is given. */
  readonly url?: string;
  /** Opens a connection in memory. */
  readonly openStream?: () => Duplex;
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  /** False keeps the session on the broker while this client is away; true by default. */
  readonly clean?: boolean;
  /** Gets what no subscription of this client's own handles: a kept session delivers before anybody can subscribe. */
  readonly onMessage?: MessageHandler;
  /** How long after a lost connection it is opened again, in milliseconds; 1000 by default. */
  readonly reconnectAfterMs?: number;
}

export type MessageHandler = (topic: string, payload: Uint8Array) => void | Promise<void>;

/** A small MQTT client: promises only, its waiting visible to the clock. */
export interface MqttClientPort {
  /**
   * Resolves when the broker has taken the message over (QoS 1: PUBACK, QoS 2: PUBCOMP, QoS 0: once it is written).
   * While the broker is away the message is kept, and sent when it is back.
   */
  publish(
    topic: string,
    payload: string | Uint8Array,
    options?: { qos?: Qos; retain?: boolean },
  ): Promise<void>;
  /** @throws BrokerError subscription-refused */
  subscribe(filter: string, qos: Qos, handler: MessageHandler): Promise<void>;
  connected(): boolean;
  /** Says goodbye to the broker; afterwards nothing of the client is left. */
  close(): Promise<void>;
}

const RECONNECT_AFTER_MS = 1000;

/**
 * What mqtt.js says of a message that was to follow those of the last connection, when this connection is lost before it
 * is their turn (`_flushStoreProcessingQueue`). The message was never sent.
 */
const CUT_WHILE_RESENDING = 'Connection closed';

/**
 * Connects to a broker.
 * @throws BrokerError connection-refused when it is not there, or does not want this client.
 */
export function connectMqtt(options: MqttConnectOptions): Promise<MqttClientPort> {
  return options.clock.activity(`MQTT client ${options.clientId} connects`, async () => {
    const client = new PromisedClient(options);
    await client.opened;
    return client;
  });
}

class PromisedClient implements MqttClientPort {
  readonly opened: Promise<void>;
  readonly #clock: Clock;
  readonly #name: string;
  readonly #client: MqttClient;
  readonly #otherwise: MessageHandler | undefined;
  readonly #handlers: { readonly filter: string[]; readonly handler: MessageHandler }[] = [];
  /** What the broker has granted; one that forgot this client's session is told again. */
  readonly #granted = new Map<string, Qos>();
  #online = signal();
  #offline = signal();
  #closed = false;
  #reconnect: Timer | undefined;
  #lastError: Error | undefined;

  constructor(options: MqttConnectOptions) {
    this.#clock = options.clock;
    this.#name = `MQTT client ${options.clientId}`;
    this.#otherwise = options.onMessage;
    this.#client = createClient(options);
    this.#client.on('connect', () => {
      this.#offline = signal();
      this.#online.settle();
      this.#subscribeAgain();
    });
    // An error by itself changes nothing: the close that follows it does.
    this.#client.on('error', (error) => {
      this.#lastError = error;
    });
    this.#client.on('message', (topic, payload) => this.#dispatch(topic, payload));
    this.opened = new Promise((resolve, reject) => {
      const refuse = () =>
        reject(new BrokerError('connection-refused', this.#lastError?.message, { cause: this.#lastError }));
      this.#client.once('close', refuse);
      this.#client.once('connect', () => {
        this.#client.off('close', refuse);
        this.#client.on('close', () => this.#lost(options.reconnectAfterMs ?? RECONNECT_AFTER_MS));
        resolve();
      });
    });
  }

  publish(
    topic: string,
    payload: string | Uint8Array,
    options: { qos?: Qos; retain?: boolean } = {},
  ): Promise<void> {
    return this.#clock.activity(`${this.#name} publishes to ${topic}`, async () => {
      const message = typeof payload === 'string' ? payload : Buffer.from(payload);
      const send = () =>
        this.#throughOutages(this.#client.publishAsync(topic, message, { qos: 0, ...options }));
      for (;;) {
        const refused = await send().then(
          () => undefined,
          (error: unknown) => toError(error),
        );
        if (refused === undefined) return;
        if (this.#closed || refused.message !== CUT_WHILE_RESENDING) throw refused;
      }
    });
  }

  subscribe(filter: string, qos: Qos, handler: MessageHandler): Promise<void> {
    return this.#clock.activity(`${this.#name} subscribes to ${filter}`, async () => {
      this.#handlers.push({ filter: filter.split('/'), handler });
      const granted = await this.#throughOutages(this.#client.subscribeAsync(filter, { qos }));
      // MQTT 3.1.1, 3.9.3: 128 says that this filter failed.
      if (granted.some((grant) => grant.qos === 128)) throw new BrokerError('subscription-refused', filter);
      this.#granted.set(filter, qos);
    });
  }

  #subscribeAgain(): void {
    if (this.#granted.size === 0) return;
    const topics = Object.fromEntries([...this.#granted].map(([filter, qos]) => [filter, { qos }]));
    this.#clock
      .activity(`${this.#name} subscribes again`, () =>
        this.#throughOutages(this.#client.subscribeAsync(topics)),
      )
      .catch((error: unknown) => {
        // A connection that is lost meanwhile begins anew, and so does this.
        if (this.#client.connected && !this.#closed) this.#client.emit('error', toError(error));
      });
  }

  connected(): boolean {
    return this.#client.connected;
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    this.#reconnect?.cancel();
    // Forced when messages are outstanding: mqtt.js would otherwise wait for them, on a timer of its own.
    const forced = !this.#client.connected || Object.keys(this.#client.outgoing).length > 0;
    return this.#clock.activity(`${this.#name} closes`, async () => {
      await this.#client.endAsync(forced);
      this.#online.settle();
      this.#offline.settle();
    });
  }

  /** Awaits what needs the broker; while it is away, the activity is parked. */
  async #throughOutages<T>(done: Promise<T>): Promise<T> {
    const settled = done.then(
      () => true,
      () => true,
    );
    for (;;) {
      const offline = this.#offline.promise.then(() => false);
      if (this.#client.connected && (await Promise.race([settled, offline]))) return done;
      if (this.#closed) throw new BrokerError('connection-closed');
      const online = this.#online.promise.then(() => false);
      const early = await this.#clock.wait(
        `${this.#name}: the broker is away`,
        Promise.race([settled, online]),
      );
      if (early) return done;
      if (this.#closed) throw new BrokerError('connection-closed');
    }
  }

  #lost(reconnectAfterMs: number): void {
    this.#online = signal();
    this.#offline.settle();
    if (this.#closed) return;
    this.#reconnect = this.#clock.timer(`${this.#name} reconnects`, reconnectAfterMs, () => {
      this.#client.connect();
    });
  }

  #dispatch(topic: string, payload: Uint8Array): void {
    const levels = topic.split('/');
    const subscribed = this.#handlers.filter(({ filter }) => matches(filter, levels));
    const handlers = subscribed.map(({ handler }) => handler);
    if (handlers.length === 0 && this.#otherwise !== undefined) handlers.push(this.#otherwise);
    for (const handler of handlers) {
      this.#clock
        .activity(`${this.#name} takes a message on ${topic}`, async () => handler(topic, payload))
        .catch((error: unknown) => this.#client.emit('error', toError(error)));
    }
  }
}

function createClient(options: MqttConnectOptions): MqttClient {
  const settings: IClientOptions = {
    clientId: options.clientId,
    clean: options.clean ?? true,
    // Time passes on the project's clock only: mqtt.js sets no timer of its own but for the CONNACK it awaits.
    keepalive: 0,
    reconnectPeriod: 0,
    // It remembers subscriptions only where it reconnects by itself.
    resubscribe: false,
    protocolVersion: 4,
    ...(options.username !== undefined && { username: options.username }),
    ...(options.password !== undefined && { password: options.password }),
  };
  const { openStream, url } = options;
  if (openStream !== undefined)
    return new MqttClient(() => openStream(), { ...settings, protocolId: 'MQTT', connectTimeout: 30_000 });
  if (url === undefined) throw new BrokerError('connection-refused', 'neither url nor openStream was given');
  return mqtt.connect(url, settings);
}

/** MQTT 3.1.1, 4.7: `+` stands for one level, `#` for all that follow. */
function matches(filter: readonly string[], topic: readonly string[]): boolean {
  for (const [index, level] of filter.entries()) {
    if (level === '#') return true;
    if (index >= topic.length || (level !== '+' && level !== topic[index])) return false;
  }
  return filter.length === topic.length;
}

interface Signal {
  readonly promise: Promise<void>;
  settle(): void;
}

function signal(): Signal {
  let settle = () => {};
  const promise = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { promise, settle: () => settle() };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
