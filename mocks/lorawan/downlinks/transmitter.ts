import type { Clock } from '../../../src/clock/index.ts';
import type { Recorder } from '../../../src/recording/index.ts';
import { toHex } from '../hex.ts';
import type { Session } from '../network-server/index.ts';
import { airtimeSeconds, type Slot } from '../radio/index.ts';
import type { QueuedDownlink } from './downlink-queue.ts';
import type { Link } from './link.ts';

export interface TransmitterParts {
  readonly clock: Clock;
  readonly recorder: Recorder;
  /** Whose base station serves a device that was not heard yet. */
  readonly lrrId: string;
}

interface Emission {
  readonly phyPayload: Uint8Array;
  readonly fCnt: number;
  readonly fPort: number | null;
  /** False: the device does not hear it. */
  readonly heard: boolean;
}

/** Puts frames on air. */
export class Transmitter {
  readonly #parts: TransmitterParts;

  constructor(parts: TransmitterParts) {
    this.#parts = parts;
  }

  lrrIdOf(link: Link): string {
    return link.lastHeard?.best.gateway.lrrId ?? this.#parts.lrrId;
  }

  /** Sends the next in the queue, with the acknowledgement of an uplink if `ack`. */
  send(
    link: Link,
    session: Session,
    downlink: QueuedDownlink,
    slot: Slot,
    { ack, heard }: { readonly ack: boolean; readonly heard: boolean },
  ): void {
    const { request } = downlink;
    const { onAir } = link;
    const before = onAir?.downlink === downlink && onAir.session === session ? onAir : undefined;
    // LoRaWAN 1.0.3, 4.3.1.5: a confirmed frame that is sent again keeps its counter.
    const fCnt = before?.fCnt ?? request.fCntDn ?? session.fCntDn;
    session.fCntDn = Math.max(session.fCntDn, fCnt + 1);
    link.onAir = { downlink, session, fCnt };
    link.queue.wentOnAir();
    const { confirmed, fPort, payload, fCntDn } = request;
    const content = { confirmed, ack, fCnt, fPort, payload, encrypted: fCntDn !== undefined };
    this.#emit(link, slot, { phyPayload: session.seal(content), fCnt, fPort, heard });
  }

  /** Sends an acknowledgement alone. */
  acknowledge(link: Link, session: Session, slot: Slot): void {
    const fCnt = session.fCntDn;
    session.fCntDn += 1;
    const nothing = { fPort: null, payload: new Uint8Array(), encrypted: false };
    const phyPayload = session.seal({ ...nothing, confirmed: false, ack: true, fCnt });
    this.#emit(link, slot, { phyPayload, fCnt, fPort: null, heard: true });
  }

  #emit(link: Link, slot: Slot, { phyPayload, fCnt, fPort, heard }: Emission): void {
    const { clock, recorder } = this.#parts;
    const { devEui } = link.listener;
    recorder.record({
      from: 'network-server',
      to: 'device',
      kind: 'radio',
      title: `downlink ${fCnt}${fPort === null ? '' : ` on port ${fPort}`}${heard ? '' : ', lost'}`,
      outcome: heard ? 'ok' : 'failed',
      correlation: { devEui },
      body: {
        phyPayload: toHex(phyPayload),
        dataRate: `SF${slot.spreadingFactor}BW125`,
        frequency: slot.channel.frequency,
        airtimeSeconds: airtimeSeconds(phyPayload.length, slot.spreadingFactor),
        window: `RX${slot.number}`,
        gateway: this.lrrIdOf(link),
      },
    });
    if (heard) link.listener.hear(phyPayload, clock.now());
  }
}
