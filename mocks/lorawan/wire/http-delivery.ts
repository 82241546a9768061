import type { Clock } from '../../../src/clock/index.ts';
import type { Recorder } from '../../../src/recording/index.ts';
import { parseDevEui } from '../devices/index.ts';
import { timeWithOffset } from '../network-server/index.ts';
import type { Timers } from '../timers.ts';
import { type AsAddress, signedAddress, summaryOf } from './http-address.ts';

/** Where an application server takes documents by HTTP (Actility, LRC-AS tunnel interface, "Uplink"). */
export interface HttpDelivery extends AsAddress {
  /**
   * Posts a JSON text and tells the status; it rejects when there is no answer, in a time that is its own affair. In a
   * virtual world it opens no socket.
   */
  readonly post: (url: string, body: string) => Promise<number>;
  /** Whose documents go this way; all by default. */
  readonly devEuis?: readonly string[];
  /** True: they go by MQTT as well. */
  readonly alsoMqtt?: boolean;
  /** How far the network's clock is ahead of the right one, in milliseconds; not at all by default. */
  readonly clockAheadMs?: number;
  /** What becomes of a device's document on its way, before it is signed: nothing, one or several; itself by default. */
  readonly becomes?: (devEui: string, document: unknown) => readonly unknown[];
  /** After how many milliseconds a document that was not taken is posted again; 5000 by default. */
  readonly retryAfterMs?: number;
}

export interface HttpDeliveryParts {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly timers: Timers;
  readonly utcOffsetMinutes: number;
}

interface Letter {
  readonly devEui: string;
  readonly document: unknown;
  readonly number: number;
}

const RETRY_AFTER_MS = 5_000;

/** Posts documents until they are taken: in their order a device, those of others beside it. */
export class HttpCarrier {
  readonly alsoMqtt: boolean;
  readonly #delivery: HttpDelivery;
  readonly #parts: HttpDeliveryParts;
  readonly #devEuis: ReadonlySet<string> | undefined;
  readonly #lanes = new Map<string, Letter[]>();
  #count = 0;
  #closed = false;

  /** @throws NetworkError bad-dev-eui */
  constructor(delivery: HttpDelivery, parts: HttpDeliveryParts) {
    this.alsoMqtt = delivery.alsoMqtt ?? false;
    this.#delivery = delivery;
    this.#parts = parts;
    this.#devEuis = delivery.devEuis && new Set<string>(delivery.devEuis.map(parseDevEui));
  }

  serves(devEui: string): boolean {
    return this.#devEuis === undefined || this.#devEuis.has(devEui);
  }

  /** Resolves after the first attempt, whatever came of it; at once while an earlier document is not taken yet. */
  async deliver(devEui: string, document: unknown): Promise<void> {
    const arriving = this.#delivery.becomes?.(devEui, document) ?? [document];
    for (const one of arriving) await this.#deliverOne(devEui, one);
  }

  async #deliverOne(devEui: string, document: unknown): Promise<void> {
    this.#count += 1;
    const letter = { devEui, document, number: this.#count };
    const lane = this.#lanes.get(devEui);
    if (lane !== undefined) {
      lane.push(letter);
      return;
    }
    const opened = [letter];
    this.#lanes.set(devEui, opened);
    await this.#drain(devEui, opened);
  }

  /** Posts nothing more; what was not taken is forgotten. */
  close(): void {
    this.#closed = true;
    this.#lanes.clear();
  }

  async #drain(devEui: string, lane: Letter[]): Promise<void> {
    for (let [next] = lane; next !== undefined && !this.#closed; [next] = lane) {
      if (!(await this.#post(next))) {
        const wait = this.#delivery.retryAfterMs ?? RETRY_AFTER_MS;
        this.#parts.timers.later(`documents of ${devEui} are posted again`, wait, () =>
          this.#drain(devEui, lane),
        );
        return;
      }
      lane.shift();
    }
    this.#lanes.delete(devEui);
  }

  async #post({ devEui, document, number }: Letter): Promise<boolean> {
    const { clock, recorder, utcOffsetMinutes } = this.#parts;
    // Signed anew each time: whoever takes it may refuse what was signed long ago.
    const time = timeWithOffset(clock.now() + (this.#delivery.clockAheadMs ?? 0), utcOffsetMinutes);
    const url = signedAddress(this.#delivery, devEui, document, time, number);
    const { title, fCntUp } = summaryOf(document);
    const correlation = {
      devEui,
      ...(fCntUp !== undefined && { fCntUp }),
      exchange: `${this.#delivery.asId}-${number}`,
    };
    const way = { kind: 'http-request', from: 'network-server', to: 'bridge' } as const;
    const back = { kind: 'http-response', from: 'bridge', to: 'network-server' } as const;
    recorder.record({ ...way, title: `POST ${title}`, correlation, body: document });
    try {
      const body = JSON.stringify(document);
      const status = await clock.activity(`the network posts about ${devEui}`, () =>
        this.#delivery.post(url, body),
      );
      const taken = status >= 200 && status < 300;
      recorder.record({ ...back, title: String(status), outcome: taken ? 'ok' : 'failed', correlation });
      return taken;
    } catch (error) {
      recorder.record({ ...back, title: `no answer: ${String(error)}`, outcome: 'failed', correlation });
      return false;
    }
  }
}
