import { z } from 'zod';
import type { HandedMessage } from '../../mocks/broker/index.ts';
import type { SentUplink } from '../../mocks/lorawan/index.ts';
import type { Clock, EpochMs } from '../../src/clock/index.ts';

/** One time that a frame was given to the bridge. */
export interface Handover {
  /** The connection between broker and bridge that it went over. */
  readonly session: number;
  /** Counts all hand-overs of the run: a lower one was earlier. */
  readonly order: number;
}

/** What the wire shows of one frame. */
export interface Frame {
  /** Without its document once the bridge has acknowledged it: it is not sent again. */
  uplink: SentUplink;
  readonly sentAt: EpochMs;
  /** When the network last gave it to the broker. */
  publishedAt: EpochMs;
  /** Up to the one that was acknowledged: any of these may have been the one that the bridge kept. */
  handovers: readonly Handover[];
  /** The one that the bridge acknowledged first: it has answered for the frame since. */
  acknowledged: Handover | undefined;
  /** How often the network has sent it again. */
  resent: number;
}

export interface LedgerCounts {
  readonly sent: number;
  readonly acknowledged: number;
  /** Hand-overs, repeats included. */
  readonly handed: number;
  readonly resent: number;
  /** Messages on the wire that are no frame of this network, and acknowledgements of what was not handed over. */
  readonly strange: number;
}

const documentSchema = z.object({
  DevEUI_uplink: z.object({ DevEUI: z.string(), FCntUp: z.coerce.number().int() }),
});

/** Reports about downlinks come over the same topic. */
const reportSchema = z.union([
  z.object({ DevEUI_downlink_Sent: z.unknown() }),
  z.object({ DevEUI_downlink_Rejected: z.unknown() }),
]);

/** Keeps for each frame when it was handed to the bridge, and whether the bridge has acknowledged it. */
export class FrameLedger {
  readonly #clock: Clock;
  readonly #frames = new Map<string, Frame>();
  readonly #open = new Map<string, Frame>();
  readonly #messages = new WeakMap<HandedMessage, { readonly frame: Frame; readonly handover: Handover }>();
  #orders = 0;
  #acknowledged = 0;
  #resent = 0;
  #strange = 0;
  #lastAcknowledgedSentAt: EpochMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Adds a frame that the network is about to publish. */
  add(uplink: SentUplink): void {
    const now = this.#clock.now();
    const frame: Frame = {
      uplink,
      sentAt: now,
      publishedAt: now,
      handovers: [],
      acknowledged: undefined,
      resent: 0,
    };
    const key = keyOf(uplink.devEui, uplink.fCntUp);
    this.#frames.set(key, frame);
    this.#open.set(key, frame);
  }

  handed(message: HandedMessage): void {
    this.#orders += 1;
    const document = asJson(message.payload);
    if (reportSchema.safeParse(document).success) return;
    const frame = this.#frameOf(document);
    if (frame === undefined) {
      this.#strange += 1;
      return;
    }
    const handover = { session: message.session, order: this.#orders };
    this.#messages.set(message, { frame, handover });
    if (frame.acknowledged === undefined) frame.handovers = [...frame.handovers, handover];
  }

  acknowledgedBy(message: HandedMessage): void {
    const { frame, handover } = this.#messages.get(message) ?? {};
    if (frame === undefined || handover === undefined || frame.acknowledged !== undefined) return;
    frame.acknowledged = handover;
    frame.uplink = { ...frame.uplink, document: undefined };
    frame.handovers = frame.handovers.filter(({ order }) => order <= handover.order);
    this.#acknowledged += 1;
    this.#open.delete(keyOf(frame.uplink.devEui, frame.uplink.fCntUp));
    // One that was sent again may have been acknowledged for its first time on the wire: its moment says nothing.
    if (frame.resent === 0)
      this.#lastAcknowledgedSentAt = Math.max(this.#lastAcknowledgedSentAt, frame.sentAt);
  }

  /** Something on the wire that no frame explains. */
  noteStrange(): void {
    this.#strange += 1;
  }

  noteResent(frame: Frame): void {
    frame.resent += 1;
    frame.publishedAt = this.#clock.now();
    this.#resent += 1;
  }

  /** Frames that the bridge has not acknowledged, in the order in which they were sent. */
  unacknowledged(): readonly Frame[] {
    return [...this.#open.values()];
  }

  /**
   * Unacknowledged frames that others, published at least `byMs` later, have overtaken: a broker hands messages over
   * in their order (MQTT 3.1.1, section 4.6), so it has them no longer.
   */
  overtaken(byMs: number): readonly Frame[] {
    return this.unacknowledged().filter(
      ({ publishedAt }) => publishedAt + byMs < this.#lastAcknowledgedSentAt,
    );
  }

  frames(): readonly Frame[] {
    return [...this.#frames.values()];
  }

  counts(): LedgerCounts {
    return {
      sent: this.#frames.size,
      acknowledged: this.#acknowledged,
      handed: this.#orders,
      resent: this.#resent,
      strange: this.#strange,
    };
  }

  #frameOf(document: unknown): Frame | undefined {
    const parsed = documentSchema.safeParse(document);
    if (!parsed.success) return undefined;
    const { DevEUI, FCntUp } = parsed.data.DevEUI_uplink;
    return this.#frames.get(keyOf(DevEUI, FCntUp));
  }
}

function keyOf(devEui: string, fCntUp: number): string {
  return `${devEui.toUpperCase()}/${fCntUp}`;
}

function asJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString());
  } catch {
    // Counted as strange by the caller: this network writes nothing else.
    return undefined;
  }
}
