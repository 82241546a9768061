import type { Clock } from '../../../src/clock/index.ts';
import type { AimedFaults } from '../faults/aimed-faults.ts';
import type { NetworkServer, Session } from '../network-server/index.ts';
import { fits, RX1_DELAY_MS, RX2, RX2_DELAY_MS, rx1After, type Slot } from '../radio/index.ts';
import type { Timers } from '../timers.ts';
import { counterUsed, told } from './causes.ts';
import type { DownlinkFault } from './downlink-fault.ts';
import type { QueuedDownlink } from './downlink-queue.ts';
import type { Link, UplinkHeard } from './link.ts';
import { type Plan, planFor } from './plan.ts';
import type { Reporter } from './reporter.ts';
import type { Transmitter } from './transmitter.ts';

export interface WindowsParts {
  readonly clock: Clock;
  readonly server: NetworkServer;
  readonly faults: AimedFaults<DownlinkFault>;
  readonly timers: Timers;
  readonly reporter: Reporter;
  readonly transmitter: Transmitter;
}

// Actility, ThingPark IoT Flow documentation, "Downlink sent message", cause E0.
const CLASS_C_MOST_DELAY_MS = 60_000;

/** Sends what is queued when its device listens (LoRaWAN 1.0.3, 3.3 for class A, chapter 17 for class C). */
export class Windows {
  readonly #parts: WindowsParts;

  constructor(parts: WindowsParts) {
    this.#parts = parts;
  }

  /** Class A: the device listens twice after its uplink. One uplink at a time: its windows close before the next. */
  openAfter(link: Link, heard: UplinkHeard): void {
    const { clock, timers } = this.#parts;
    const { devEui } = link.listener;
    const session = this.#sessionOf(link);
    const sinceHeard = clock.now() - heard.at;
    // A frame that lay at its base station comes too late for an answer.
    if (session === undefined || link.opening || sinceHeard > RX2_DELAY_MS) return;
    link.opening = true;
    if (sinceHeard <= RX1_DELAY_MS) {
      timers.later(`RX1 of ${devEui}`, RX1_DELAY_MS - sinceHeard, () => this.#first(link, session, heard));
      return;
    }
    timers.later(`RX2 of ${devEui}`, RX2_DELAY_MS - sinceHeard, () => {
      this.#second(link, session, heard, { ...planFor(this.#parts.faults, devEui, 'A'), rx1: 'B0' });
    });
  }

  /** Class C: the device listens all the time in what is its second window. */
  sendAtOnce(link: Link): void {
    const { faults, timers } = this.#parts;
    const session = this.#sessionOf(link);
    while (session !== undefined && !link.opening) {
      const downlink = this.#nextThatCanGo(link, session, RX2);
      if (downlink === undefined) return;
      const plan = planFor(faults, link.listener.devEui, 'C');
      if (plan.rx2 === 'E0') {
        link.opening = true;
        timers.later(`${told(downlink.request)} waits for a base station`, CLASS_C_MOST_DELAY_MS, () => {
          link.opening = false;
          if (link.queue.next() === downlink && this.#sessionOf(link) === session) {
            this.#send(link, session, downlink, plan, RX2, false);
          }
          this.sendAtOnce(link);
        });
        return;
      }
      this.#send(link, session, downlink, plan, RX2, false);
      // What the device has to acknowledge first holds up those behind it, until its next uplink.
      if (link.queue.next() === downlink) return;
    }
  }

  /** Throws away and reports what has waited for too long. */
  expire(link: Link): void {
    const { clock, reporter, transmitter } = this.#parts;
    const session = this.#sessionOf(link);
    for (const downlink of link.queue.expire(clock.now())) {
      reporter.note(link.listener.devEui, `${told(downlink.request)} expired`, 'failed');
      if (session === undefined) continue;
      const delivery = { at: clock.now(), sent: false, rx1: '00', rx2: 'E0', slot: RX2 } as const;
      reporter.sent(link, session, downlink, { ...delivery, lrrId: transmitter.lrrIdOf(link) });
    }
  }

  /** Sets the timer for what waits and may not wait for ever. */
  watchValidity(link: Link): void {
    const { clock, timers } = this.#parts;
    link.expiry?.cancel();
    link.expiry = undefined;
    const until = link.queue.nextExpiry();
    if (until === undefined) return;
    link.expiry = timers.later(`a downlink to ${link.listener.devEui} expires`, until - clock.now(), () => {
      this.expire(link);
      this.watchValidity(link);
    });
  }

  #first(link: Link, session: Session, heard: UplinkHeard): void {
    const { faults, timers, transmitter } = this.#parts;
    const slot = rx1After(heard.best.channel, heard.best.spreadingFactor);
    const downlink = this.#nextThatCanGo(link, session, slot);
    if (downlink === undefined) {
      link.opening = false;
      const owed = heard.acknowledgementOwed && this.#sessionOf(link) === session;
      if (owed) transmitter.acknowledge(link, session, slot);
      return;
    }
    const plan = planFor(faults, link.listener.devEui, 'A');
    if (plan.rx1 === '00') {
      link.opening = false;
      this.#send(link, session, downlink, plan, slot, heard.acknowledgementOwed);
      return;
    }
    const wait = RX2_DELAY_MS - RX1_DELAY_MS;
    timers.later(`RX2 of ${link.listener.devEui}`, wait, () => this.#second(link, session, heard, plan));
  }

  #second(link: Link, session: Session, heard: UplinkHeard, plan: Plan): void {
    link.opening = false;
    const downlink = this.#nextThatCanGo(link, session, undefined);
    if (downlink === undefined) return;
    // This window is slower than the first one may be: what is too long for it would be on air for too long.
    const tooLong = !fits(downlink.request.payload.length, RX2.spreadingFactor);
    const rx2 = plan.rx2 === '00' && tooLong ? 'DB' : plan.rx2;
    this.#send(link, session, downlink, { ...plan, rx2 }, RX2, heard.acknowledgementOwed);
  }

  /** The next in the queue; what can't go any more, or not at the window's data rate, is thrown away and reported. */
  #nextThatCanGo(link: Link, session: Session, slot: Slot | undefined): QueuedDownlink | undefined {
    // A device that has joined anew since its uplink listens with other keys.
    if (this.#sessionOf(link) !== session) return undefined;
    this.expire(link);
    for (;;) {
      const downlink = link.queue.next();
      const cause = downlink && whyNever(downlink, session, slot);
      if (downlink === undefined || cause === undefined) return downlink;
      link.queue.drop();
      this.watchValidity(link);
      this.#parts.reporter.rejected(downlink.request, cause, link.listener.devEui, link);
    }
  }

  #send(link: Link, session: Session, downlink: QueuedDownlink, plan: Plan, slot: Slot, ack: boolean): void {
    const { clock, reporter, transmitter } = this.#parts;
    const firstTry = downlink.tries === 0;
    const sent = slot.number === 1 || plan.rx2 === '00';
    if (sent) {
      transmitter.send(link, session, downlink, slot, { ack, heard: plan.heard });
    } else {
      const causes = link.listener.deviceClass === 'C' ? plan.rx2 : `${plan.rx1}, ${plan.rx2}`;
      reporter.note(link.listener.devEui, `${told(downlink.request)} not sent: ${causes}`, 'failed');
      if (firstTry) link.queue.drop();
      else link.queue.wentOnAir();
    }
    if (downlink.request.validUntil !== undefined) this.watchValidity(link);
    // One report a downlink, about its first time.
    if (!firstTry) return;
    const { rx1 } = plan;
    const rx2 = slot.number === 1 ? '00' : plan.rx2;
    const lrrId = transmitter.lrrIdOf(link);
    reporter.sent(link, session, downlink, { at: clock.now(), sent, rx1, rx2, slot, lrrId });
  }

  #sessionOf(link: Link): Session | undefined {
    return this.#parts.server.sessionOf(link.listener.devEui);
  }
}

/** Why a downlink can't go with this session, or at this data rate; what was on air may go again. */
function whyNever({ request, tries }: QueuedDownlink, session: Session, slot: Slot | undefined) {
  if (tries > 0) return undefined;
  const { fCntDn, payload } = request;
  if (fCntDn !== undefined && fCntDn < session.fCntDn) return counterUsed(session.fCntDn);
  if (slot === undefined || fits(payload.length, slot.spreadingFactor)) return undefined;
  return `${payload.length} bytes are too long for SF${slot.spreadingFactor}`;
}
