import { Duplex } from 'node:stream';
import type { Clock } from '../../clock/index.ts';
import { AckWindow, type Slot } from './ack-window.ts';
import type { MqttMessage } from './mqtt-connector.ts';
import { PacketSplitter, type Publish } from './packet-splitter.ts';

export interface WindowedStreamOptions {
  readonly clock: Clock;
  /** The connection to the broker. */
  readonly socket: Duplex;
  /** How many messages may be in flight: handed over and not acknowledged. */
  readonly window: number;
  /** The message is acknowledged when the promise resolves. */
  readonly onMessage: (message: MqttMessage) => Promise<void>;
  /** Told why this side ends the connection. */
  readonly onFailure: (reason: string) => void;
}

/** Messages that share one promise, as those do that are stored by one commit. */
interface Together {
  readonly kept: Promise<void>;
  readonly slots: Slot[];
}

type Done = (error?: Error | null) => void;

/** MQTT 3.1.1, section 3.12 and 3.13. */
const PINGREQ = Buffer.from([0xc0, 0x00]);
const PINGRESP = Buffer.from([0xd0, 0x00]);

/**
 * What an MQTT client takes for its connection to the broker. The messages that the broker sends are taken out of it
 * and handed over here, many at a time, because mqtt.js hands over the next one only when the last one is acknowledged;
 * everything else passes through. When the window is full nothing more is read, so that the broker has to wait.
 *
 * A message that can't be kept ends the connection without its acknowledgement: the broker sends it again, and all that
 * came behind it, in the next one (MQTT 3.1.1, section 4.4).
 */
export class WindowedStream extends Duplex {
  readonly #options: WindowedStreamOptions;
  readonly #socket: Duplex;
  readonly #window: AckWindow;
  readonly #packets = new PacketSplitter({
    onPublish: (message) => this.#take(message),
    onOther: (packet) => {
      if (!this.destroyed) this.push(packet);
    },
  });
  /** Read together with those that filled the window. */
  #waiting: Publish[] = [];
  /** The last ones, as long as their promise is open. */
  #together: Together | undefined;
  #release: (() => void) | undefined;

  constructor(options: WindowedStreamOptions) {
    super();
    this.#options = options;
    this.#socket = options.socket;
    this.#window = new AckWindow(options.window);
    this.#socket.on('data', (bytes: Buffer) => this.#read(bytes));
    this.#socket.on('error', (error) => this.destroy(error));
    this.#socket.on('close', () => this.#hangUp());
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#socket.write(bytes, done);
    // The answer may stand behind messages that are not read now. The client would take the broker for dead.
    if (this.#window.isFull && bytes.equals(PINGREQ)) this.push(PINGRESP);
  }

  override _final(done: Done): void {
    this.#socket.end(done);
  }

  /** What passes through answers the client, so that there is never more of it than the client has asked for. */
  override _read(): void {}

  override _destroy(error: Error | null, done: Done): void {
    this.#waiting = [];
    this.#release?.();
    this.#socket.destroy();
    done(error);
  }

  #read(bytes: Buffer): void {
    if (this.destroyed) return;
    try {
      this.#packets.take(bytes);
    } catch (error) {
      this.#fail(`what the broker sends is no MQTT: ${textOf(error)}`);
    }
  }

  #take(message: Publish): void {
    if (this.destroyed) return;
    if (message.qos === 2) this.#fail(`the broker sends ${message.topic} with QoS 2`);
    else if (this.#window.isFull) this.#waiting.push(message);
    else this.#handOver(message);
  }

  #handOver({ topic, payload, messageId }: Publish): void {
    const slot = this.#window.begin(messageId);
    if (this.#window.isFull) this.#socket.pause();
    const kept = this.#options.onMessage({ topic, payload });
    if (this.#together?.kept === kept) this.#together.slots.push(slot);
    else this.#follow({ kept, slots: [slot] });
  }

  #follow(together: Together): void {
    this.#together = together;
    const settled = () => {
      if (this.#together === together) this.#together = undefined;
    };
    together.kept.then(
      () => {
        settled();
        for (const slot of together.slots) slot.done = true;
        this.#acknowledgeSoon();
      },
      (error: unknown) => {
        settled();
        this.#fail(`a message could not be kept: ${textOf(error)}`);
      },
    );
  }

  /** One write for all that are done at this moment, as after a commit that they share. */
  #acknowledgeSoon(): void {
    if (this.#release !== undefined || this.destroyed) return;
    this.#release = this.#options.clock.hold('acknowledgements to the MQTT broker');
    process.nextTick(() => {
      this.#release?.();
      this.#release = undefined;
      this.#acknowledge();
    });
  }

  #acknowledge(): void {
    if (this.destroyed) return;
    const messageIds = this.#window.release();
    // Through this stream's own buffer: so it never comes to stand in the midst of a packet of the client.
    if (messageIds.length > 0 && !this.writableEnded) this.write(pubacks(messageIds));
    while (!this.#window.isFull) {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#socket.resume();
        return;
      }
      this.#handOver(next);
    }
  }

  #fail(reason: string): void {
    if (this.destroyed) return;
    this.#options.onFailure(reason);
    this.destroy();
  }

  /** The broker is gone; what it said last is still read. */
  #hangUp(): void {
    if (this.destroyed) return;
    this.push(null);
    if (this.readableLength === 0) this.destroy();
    else this.once('end', () => this.destroy());
  }
}

/** MQTT 3.1.1, section 3.4. */
function pubacks(messageIds: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * messageIds.length);
  messageIds.forEach((messageId, index) => {
    bytes.writeUInt16BE(0x40_02, 4 * index);
    bytes.writeUInt16BE(messageId, 4 * index + 2);
  });
  return bytes;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
