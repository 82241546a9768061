import { parser as createParser, type Packet, type Parser } from 'mqtt-packet';

/** One message that went to the client with a quality of service that asks for an answer. */
export interface HandedMessage {
  /** Which of the proxy's connections it went over, counted from 1. */
  readonly session: number;
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The packet identifier, unique among the open messages of one session only. */
  readonly messageId: number;
  /** The broker says that it may have sent it before. */
  readonly dup: boolean;
}

/** What a proxy tells of the traffic. Called before the bytes in question go on, so that a listener can act first. */
export interface MqttProxyListener {
  /** A message of QoS 1 goes to the client. */
  onHanded?(message: HandedMessage): void;
  /** The client has acknowledged a message: it answers for it from now on. */
  onAcknowledged?(message: HandedMessage): void;
  /** The client acknowledges a packet identifier that is not open. */
  onStrayAcknowledgement?(messageId: number): void;
  /** Bytes that are no MQTT; they go on as they came, but nothing more is recorded of that direction. */
  onUnreadable?(from: 'broker' | 'client', error: Error): void;
}

/**
 * Reads along what passes between one client and its broker, however the bytes are cut. Told of are messages of QoS 1
 * and their PUBACKs (MQTT 3.1.1, section 4.3.2); all else goes by unrecorded.
 */
export class MqttProxySession {
  readonly #session: number;
  readonly #listener: MqttProxyListener;
  readonly #open = new Map<number, HandedMessage>();
  readonly #broker: (bytes: Buffer) => void;
  readonly #client: (bytes: Buffer) => void;

  constructor(session: number, listener: MqttProxyListener) {
    this.#session = session;
    this.#listener = listener;
    this.#broker = this.#reader('broker', (packet) => this.#fromBroker(packet));
    this.#client = this.#reader('client', (packet) => this.#fromClient(packet));
  }

  /** Takes bytes on their way to the client. */
  toClient(bytes: Buffer): void {
    this.#broker(bytes);
  }

  /** Takes bytes on their way to the broker. */
  toBroker(bytes: Buffer): void {
    this.#client(bytes);
  }

  #reader(from: 'broker' | 'client', take: (packet: Packet) => void): (bytes: Buffer) => void {
    let parser: Parser | undefined = createParser();
    parser.on('packet', take);
    parser.on('error', (error: unknown) => {
      parser = undefined;
      this.#listener.onUnreadable?.(from, error instanceof Error ? error : new Error(String(error)));
    });
    return (bytes) => void parser?.parse(bytes);
  }

  #fromBroker(packet: Packet): void {
    if (packet.cmd !== 'publish' || packet.qos !== 1 || packet.messageId === undefined) return;
    const { topic, payload, messageId, dup } = packet;
    const message: HandedMessage = {
      session: this.#session,
      topic,
      payload: typeof payload === 'string' ? Buffer.from(payload) : payload,
      messageId,
      dup,
    };
    this.#open.set(messageId, message);
    this.#listener.onHanded?.(message);
  }

  #fromClient(packet: Packet): void {
    if (packet.cmd !== 'puback' || packet.messageId === undefined) return;
    const message = this.#open.get(packet.messageId);
    this.#open.delete(packet.messageId);
    if (message === undefined) this.#listener.onStrayAcknowledgement?.(packet.messageId);
    else this.#listener.onAcknowledged?.(message);
  }
}
