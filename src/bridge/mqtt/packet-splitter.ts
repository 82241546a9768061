/** A message as the broker sends it. */
export interface Publish {
  readonly topic: string;
  /** Part of the bytes that were read: who keeps it keeps them all. */
  readonly payload: Uint8Array;
  readonly qos: number;
  /** Absent with QoS 0. */
  readonly messageId: number | undefined;
}

export interface PacketTakers {
  onPublish(message: Publish): void;
  /** A whole packet of any other type, as it came. */
  onOther(packet: Buffer): void;
}

const PUBLISH = 3;
/** MQTT 3.1.1, section 2.2.2: the flags that each other type has, by type; types 0 and 15 are reserved. */
const FLAGS: readonly (number | undefined)[] = [undefined, 0, 0, undefined, 0, 0, 2, 0, 2, 0, 2, 0, 0, 0, 0];
/** MQTT 3.1.1, section 2.2.3. */
const MOST_LENGTH_BYTES = 4;

/**
 * Cuts what a broker sends (MQTT 3.1.1, section 2) into packets. Of these it reads the messages, because every uplink is
 * one; the rest is for the client, which reads it anyway.
 */
export class PacketSplitter {
  readonly #takers: PacketTakers;
  /** Bytes of a packet that is not whole yet. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** Bytes without which that packet can't be whole. */
  #wanted = 0;

  constructor(takers: PacketTakers) {
    this.#takers = takers;
  }

  /** Takes the next bytes, however they are cut. @throws Error for what is no MQTT, after which it is not to be used */
  take(bytes: Buffer): void {
    if (this.#heldBytes + bytes.length < this.#wanted) {
      this.#hold(bytes);
      return;
    }
    const all = this.#heldBytes === 0 ? bytes : Buffer.concat([...this.#held, bytes]);
    this.#held = [];
    this.#heldBytes = 0;
    const rest = this.#cut(all);
    if (rest < all.length) this.#hold(all.subarray(rest));
  }

  #hold(bytes: Buffer): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
  }

  /** Hands over the whole packets and says where the rest begins. */
  #cut(bytes: Buffer): number {
    for (let at = 0; ; ) {
      const head = headAt(bytes, at);
      if (head === undefined || head.end > bytes.length) {
        this.#wanted = head === undefined ? 0 : head.end - at;
        return at;
      }
      if (head.type === PUBLISH) this.#takers.onPublish(readPublish(bytes, head));
      else this.#takers.onOther(bytes.subarray(at, head.end));
      at = head.end;
    }
  }
}

interface Head {
  readonly type: number;
  readonly flags: number;
  /** Where what follows it begins, and where that ends. */
  readonly body: number;
  readonly end: number;
}

/** The fixed header; undefined when it is not whole. */
function headAt(bytes: Buffer, at: number): Head | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  const type = first >> 4;
  const flags = first & 0x0f;
  if (type !== PUBLISH && flags !== FLAGS[type]) throw new Error(`no packet begins with the byte ${first}`);
  let length = 0;
  for (let index = 0; index < MOST_LENGTH_BYTES; index += 1) {
    const byte = bytes[at + 1 + index];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) << (7 * index);
    if (byte < 0x80) return { type, flags, body: at + 2 + index, end: at + 2 + index + length };
  }
  throw new Error(`the length of a packet has more than ${MOST_LENGTH_BYTES} bytes`);
}

/** MQTT 3.1.1, section 3.3. */
function readPublish(bytes: Buffer, { flags, body, end }: Head): Publish {
  const qos = (flags >> 1) & 3;
  if (qos === 3) throw new Error('a message has QoS 3');
  const topicAt = body + 2;
  const topicEnd = topicAt > end ? topicAt : topicAt + bytes.readUInt16BE(body);
  const payloadAt = qos === 0 ? topicEnd : topicEnd + 2;
  if (payloadAt > end) throw new Error('a message is shorter than its own parts');
  return {
    topic: bytes.toString('utf8', topicAt, topicEnd),
    payload: bytes.subarray(payloadAt, end),
    qos,
    messageId: qos === 0 ? undefined : bytes.readUInt16BE(topicEnd),
  };
}
