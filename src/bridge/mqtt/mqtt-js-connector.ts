import type { Duplex } from 'node:stream';
import { MqttClient } from 'mqtt';
import type { Clock, Timer } from '../../clock/index.ts';
import { type BrokerAddress, credentialsIn, openBrokerSocket } from './broker-socket.ts';
import type { MqttConnector, MqttLink, MqttSubscription } from './mqtt-connector.ts';
import { WindowedStream } from './windowed-stream.ts';

export interface MqttConnectorOptions {
  readonly clock: Clock;
  /** Where the broker is, or a way to open a stream to it. */
  readonly broker: BrokerAddress | { readonly openStream: () => Duplex };
  /** Names the session at the broker, which keeps what comes while the bridge is away. */
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  /** How many messages may be handed over and not yet acknowledged. Default 1000. */
  readonly window?: number;
  /** Seconds between signs of life; 0: none, as a world of virtual time needs. Default 30. */
  readonly keepaliveSeconds?: number;
  /** How long the broker may take to answer, in milliseconds. Default 10 000. */
  readonly connectTimeoutMs?: number;
  /** Waits before the tries to connect again, in milliseconds; the last is repeated. Default 1, 2, 5, 10, 30 s. */
  readonly reconnectDelaysMs?: readonly number[];
}

const RECONNECT_DELAYS_MS = [1000, 2000, 5000, 10_000, 30_000];
/** The library's own time-out is never reached: {@link MqttConnectorOptions.connectTimeoutMs} runs on the clock. */
const NEVER_MS = 2 ** 31 - 1;

/**
 * Connects with mqtt.js: a persistent session (MQTT 3.1.1, section 3.1.2.4), each message acknowledged after its
 * handler is done, many at a time. The library's own reconnecting is off; the clock's timers do it.
 */
export function createMqttConnector(options: MqttConnectorOptions): MqttConnector {
  return {
    open: (subscription) =>
      options.clock.activity('MQTT session opens', async () => {
        const link = new MqttJsLink(options, subscription);
        await link.connect();
        return link;
      }),
  };
}

class MqttJsLink implements MqttLink {
  readonly #options: MqttConnectorOptions;
  readonly #subscription: MqttSubscription;
  readonly #client: MqttClient;
  #subscribed = false;
  #closed = false;
  #failures = 0;
  #lastError: string | undefined;
  #timer: Timer | undefined;
  #tried: () => void = () => {};

  constructor(options: MqttConnectorOptions, subscription: MqttSubscription) {
    this.#options = options;
    this.#subscription = subscription;
    this.#client = createClient(options, (socket) => this.#windowed(socket));
    this.#client.on('connect', () => this.#subscribe());
    this.#client.on('error', (error) => {
      this.#lastError = textOf(error);
    });
    this.#client.on('close', () => this.#lost());
  }

  #windowed(socket: Duplex): Duplex {
    return new WindowedStream({
      clock: this.#options.clock,
      socket,
      window: this.#options.window ?? 1000,
      onMessage: this.#subscription.onMessage,
      onFailure: (reason) => {
        this.#lastError = reason;
      },
    });
  }

  /** Resolves when the first try has succeeded or failed. */
  async connect(): Promise<void> {
    const tried = new Promise<void>((resolve) => {
      this.#tried = resolve;
    });
    this.#armTimeout();
    this.#client.connect();
    await this.#options.clock.wait('the broker answers', tried);
  }

  connected(): boolean {
    return this.#subscribed && this.#client.connected;
  }

  publish(topic: string, payload: string | Uint8Array, qos: 0 | 1 | 2): Promise<void> {
    const message = typeof payload === 'string' ? payload : Buffer.from(payload);
    const { clock } = this.#options;
    return clock.activity(`MQTT publish to ${topic}`, async () => {
      await clock.wait('the broker acknowledges', this.#client.publishAsync(topic, message, { qos }));
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer?.cancel();
    this.#tried();
    // Forced when something is outstanding: the library would wait for it on a timer of its own.
    const forced = !this.#client.connected || Object.keys(this.#client.outgoing).length > 0;
    await this.#options.clock.activity('MQTT session closes', async () => {
      await this.#client.endAsync(forced);
    });
    this.#tell(false, 'closed');
  }

  #subscribe(): void {
    const { topics, qos } = this.#subscription;
    this.#client.subscribeAsync([...topics], { qos }).then(
      (granted) => {
        const refused = granted.find((grant) => grant.qos === 128);
        if (refused === undefined) return this.#ready();
        // MQTT 3.1.1, section 3.9.3: 0x80 says that this filter failed.
        this.#lastError = `the broker refuses the subscription to ${refused.topic}`;
        this.#client.stream.destroy();
      },
      (error: unknown) => {
        this.#lastError = textOf(error);
        this.#client.stream.destroy();
      },
    );
  }

  #ready(): void {
    if (this.#closed || !this.#client.connected) return;
    this.#timer?.cancel();
    this.#failures = 0;
    this.#lastError = undefined;
    this.#tell(true);
    this.#tried();
  }

  #lost(): void {
    if (this.#closed) return;
    this.#timer?.cancel();
    const reason = this.#lastError ?? 'the broker closed the connection';
    this.#lastError = undefined;
    this.#tell(false, reason);
    const delays = this.#options.reconnectDelaysMs ?? RECONNECT_DELAYS_MS;
    const delay = delays[Math.min(this.#failures, delays.length - 1)] ?? 1000;
    this.#failures += 1;
    this.#timer = this.#options.clock.timer('MQTT reconnect', delay, () => {
      this.#armTimeout();
      const { incomingStore, outgoingStore } = this.#client;
      this.#client.reconnect({ incomingStore, outgoingStore });
    });
    this.#tried();
  }

  #armTimeout(): void {
    this.#timer = this.#options.clock.timer(
      'MQTT connect time-out',
      this.#options.connectTimeoutMs ?? 10_000,
      () => {
        this.#lastError = 'the broker does not answer';
        this.#client.stream.destroy();
      },
    );
  }

  #tell(connected: boolean, reason?: string): void {
    if (this.#subscribed === connected && connected) return;
    this.#subscribed = connected;
    this.#subscription.onStatus?.(connected, reason);
  }
}

/** @param windowed what the client is to use in place of a socket */
function createClient(options: MqttConnectorOptions, windowed: (socket: Duplex) => Duplex): MqttClient {
  const { broker, clientId, keepaliveSeconds = 30 } = options;
  const openSocket = 'openStream' in broker ? broker.openStream : () => openBrokerSocket(broker);
  const { username, password } = { ...('url' in broker ? credentialsIn(broker.url) : {}), ...options };
  return new MqttClient(() => windowed(openSocket()), {
    clientId,
    clean: false,
    protocolId: 'MQTT',
    protocolVersion: 4,
    keepalive: keepaliveSeconds,
    reconnectPeriod: 0,
    connectTimeout: NEVER_MS,
    manualConnect: true,
    resubscribe: false,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  });
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
