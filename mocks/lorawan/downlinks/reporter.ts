import type { Clock } from '../../../src/clock/index.ts';
import type { EnvelopeDraft, Recorder } from '../../../src/recording/index.ts';
import type { AimedFaults } from '../faults/aimed-faults.ts';
import { inFlavour, type Operator, type Session } from '../network-server/index.ts';
import type { Timers } from '../timers.ts';
import type { DownlinkRequest, GivenFields } from './downlink-document.ts';
import type { DownlinkFault } from './downlink-fault.ts';
import type { QueuedDownlink } from './downlink-queue.ts';
import type { Link } from './link.ts';
import { assembleRejected, assembleSent, type Delivery } from './reports.ts';

export interface ReporterParts {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly operator: Operator;
  readonly faults: AimedFaults<DownlinkFault>;
  readonly timers: Timers;
  /** Hands a report over, in the name of the device. */
  readonly publish: (devEui: string, document: unknown) => Promise<void>;
}

/** Tells applications what became of their downlinks. It never makes the radio wait: the broker may be away. */
export class Reporter {
  readonly #parts: ReporterParts;

  constructor(parts: ReporterParts) {
    this.#parts = parts;
  }

  sent(link: Link, session: Session, downlink: QueuedDownlink, delivery: Delivery): void {
    const { DevEUI_downlink_Sent: fields } = assembleSent(session, downlink, delivery, this.#parts.operator);
    this.#report('DevEUI_downlink_Sent', fields, link.listener.devEui, link);
  }

  /** `named`: the device that the topic names; `link` is absent for one that the network does not know. */
  rejected(given: GivenFields | DownlinkRequest, cause: string, named: string, link: Link | undefined): void {
    const { clock, operator } = this.#parts;
    const { DevEUI_downlink_Rejected: fields } = assembleRejected(given, cause, clock.now(), operator);
    this.#report('DevEUI_downlink_Rejected', fields, link?.listener.devEui ?? named, link);
  }

  /** What no document tells: for the recording alone. */
  note(devEui: string, title: string, outcome: NonNullable<EnvelopeDraft['outcome']>): void {
    this.#parts.recorder.record({
      from: 'network-server',
      to: 'network-server',
      kind: 'note',
      title,
      outcome,
      correlation: { devEui },
    });
  }

  #report(root: string, fields: object, devEui: string, link: Link | undefined): void {
    const { faults, timers } = this.#parts;
    const known = link?.listener.devEui;
    if (known !== undefined && faults.strike(known, ['no-report']) !== undefined) {
      this.note(devEui, `${root} withheld`, 'failed');
      return;
    }
    const lacking = known && faults.strike(known, ['report-without'])?.field;
    const left = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== lacking));
    const flavour = link?.listener.flavour ?? 'numbers';
    const document = inFlavour({ [root]: left }, flavour);
    const delayMs = (known && faults.strike(known, ['report-delayed'])?.byMs) || 0;
    const again = known && faults.strike(known, ['report-twice']);
    if (delayMs > 0) timers.later(`${root} of ${devEui}`, delayMs, () => this.#publish(devEui, document));
    else this.#publish(devEui, document);
    if (again === undefined) return;
    // What the first one lacks the second one has.
    const whole = inFlavour({ [root]: fields }, flavour);
    const afterMs = delayMs + (again.afterMs ?? 0);
    if (afterMs > 0) timers.later(`${root} of ${devEui} again`, afterMs, () => this.#publish(devEui, whole));
    else this.#publish(devEui, whole);
  }

  /** Runs by itself: who is not there to take a report holds up no window. */
  #publish(devEui: string, document: unknown): void {
    const { clock, publish } = this.#parts;
    clock
      .activity(`the network reports about ${devEui}`, () => publish(devEui, document))
      .catch((error: unknown) => this.note(devEui, `report not published: ${String(error)}`, 'failed'));
  }
}
