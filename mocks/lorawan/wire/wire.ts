import type { Clock } from '../../../src/clock/index.ts';
import type { Random } from '../../../src/random/index.ts';
import type { Recorder } from '../../../src/recording/index.ts';
import type { DevEui } from '../devices/index.ts';
import { AimedFaults } from '../faults/aimed-faults.ts';
import type { Timers } from '../timers.ts';
import { HttpCarrier, type HttpDelivery } from './http-delivery.ts';
import type { WireFault } from './wire-fault.ts';

export interface WireParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly timers: Timers;
  readonly utcOffsetMinutes: number;
  readonly publish: (devEui: string, document: unknown) => Promise<void>;
}

interface Held {
  readonly release: () => Promise<void>;
  /** How many documents are still to overtake it. */
  left: number;
}

const OVERTAKEN_WITHIN_MS = 60_000;

/** The way of documents from the network to who takes them: by MQTT or HTTP, and with what may go wrong on it. */
export class Wire {
  readonly #parts: WireParts;
  readonly #random: Random;
  readonly #faults: AimedFaults<WireFault>;
  readonly #held = new Map<DevEui, Set<Held>>();
  readonly #http = new Set<HttpCarrier>();

  constructor(parts: WireParts) {
    this.#parts = parts;
    this.#random = parts.random.fork('delays');
    this.#faults = new AimedFaults(parts.random.fork('faults'));
  }

  addFault(fault: WireFault): () => void {
    return this.#faults.add(fault);
  }

  deliverByHttp(delivery: HttpDelivery): () => void {
    const { clock, recorder, timers, utcOffsetMinutes } = this.#parts;
    const carrier = new HttpCarrier(delivery, { clock, recorder, timers, utcOffsetMinutes });
    this.#http.add(carrier);
    return () => {
      carrier.close();
      this.#http.delete(carrier);
    };
  }

  /** Hands a document over as it is. */
  async carry(devEui: string, document: unknown): Promise<void> {
    const carriers = [...this.#http].filter((carrier) => carrier.serves(devEui));
    if (carriers.every(({ alsoMqtt }) => alsoMqtt)) await this.#parts.publish(devEui, document);
    for (const carrier of carriers) await carrier.deliver(devEui, document);
  }

  /**
   * Hands a document over, or what the faults that are set leave of it. Resolves at once for what is held back: time
   * has to pass for it.
   */
  async deliver(devEui: DevEui, document: unknown): Promise<void> {
    const redelivered = this.#faults.strike(devEui, ['redelivered']);
    const pass = async () => {
      await this.carry(devEui, document);
      if (redelivered === undefined) return;
      const again = async () => {
        for (let copy = 0; copy < (redelivered.copies ?? 1); copy += 1) await this.carry(devEui, document);
      };
      if (redelivered.afterMs === undefined) await again();
      else this.#later(devEui, redelivered.afterMs, again);
    };
    const fault = this.#faults.strike(devEui, ['delayed', 'overtaken']);
    if (fault?.kind === 'delayed') {
      this.#later(devEui, fault.byMs + this.#random.next() * (fault.jitterMs ?? 0), pass);
    } else if (fault?.kind === 'overtaken') {
      this.#hold(devEui, pass, fault.by ?? 1, fault.withinMs ?? OVERTAKEN_WITHIN_MS);
    } else {
      await pass();
      await this.#releaseOvertaken(devEui);
    }
  }

  /** Forgets what is held back. */
  close(): void {
    this.#held.clear();
    for (const carrier of this.#http) carrier.close();
    this.#http.clear();
  }

  #hold(devEui: DevEui, pass: () => Promise<void>, by: number, withinMs: number): void {
    const ofDevice = this.#held.get(devEui) ?? new Set();
    this.#held.set(devEui, ofDevice);
    const held: Held = {
      left: by,
      release: async () => {
        timer.cancel();
        if (ofDevice.delete(held)) await pass();
      },
    };
    const timer = this.#later(devEui, withinMs, held.release);
    ofDevice.add(held);
  }

  async #releaseOvertaken(devEui: DevEui): Promise<void> {
    for (const held of [...(this.#held.get(devEui) ?? [])]) {
      held.left -= 1;
      if (held.left <= 0) await held.release();
    }
  }

  #later(devEui: DevEui, delayMs: number, work: () => Promise<void>) {
    const { timers, recorder } = this.#parts;
    return timers.later(`a document of ${devEui} is held back`, delayMs, async () => {
      try {
        await work();
      } catch (error) {
        // Nobody waits for it any more: the recording is all that can be told.
        recorder.record({
          from: 'network-server',
          to: 'network-server',
          kind: 'note',
          title: `document not handed over: ${String(error)}`,
          outcome: 'failed',
          correlation: { devEui },
        });
      }
    });
  }
}
