import type { Clock, EpochMs, Timer } from '../../../src/clock/index.ts';
import type { Random } from '../../../src/random/index.ts';
import type { Device } from '../device.ts';
import { CODECS, type CodecName } from '../devices/index.ts';
import type { Network } from '../network.ts';
import { createDailyWalk, type DailyWalk } from './daily-walk.ts';

export interface TrafficOptions {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  /** How many devices are added to the network, the payload formats by turns; or the devices that are to send. */
  readonly devices: number | readonly Device[];
  /** How often each device sends, in milliseconds. */
  readonly everyMs: number;
  /** By what share of `everyMs` a message may come earlier or later, 0 to 1; 0.1 by default. */
  readonly jitter?: number;
}

/** Devices that send by themselves. */
export interface Traffic {
  readonly devices: readonly Device[];
  /** Begins to send: each device at a moment of its own within the first period. */
  start(): void;
  /**
   * Ends it; resolves when what is under way has reached the broker, or failed. Close the MQTT client too when the
   * broker may be away for good: that cuts off what waits for it.
   */
  stop(): Promise<void>;
  /** Messages that reached the broker, and those that could not be sent. */
  counts(): { readonly sent: number; readonly failed: number };
}

export function createTraffic(options: TrafficOptions): Traffic {
  return new GeneratedTraffic(options);
}

interface Sender {
  readonly device: Device;
  readonly random: Random;
  readonly walk: DailyWalk;
  /** When the next message is due, before jitter. */
  due: EpochMs;
  timer: Timer | undefined;
}

class GeneratedTraffic implements Traffic {
  readonly devices: readonly Device[];
  readonly #options: TrafficOptions;
  readonly #underWay = new Set<Promise<void>>();
  #senders: readonly Sender[] = [];
  #running = false;
  #sent = 0;
  #failed = 0;

  constructor(options: TrafficOptions) {
    this.#options = options;
    const { devices, network } = options;
    this.devices =
      typeof devices === 'number'
        ? Array.from({ length: devices }, (_, index) => network.addDevice({ codec: codecFor(index) }))
        : devices;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    const { clock, everyMs, random } = this.#options;
    this.#senders = this.devices.map((device) => {
      const own = random.fork(`traffic ${device.devEui}`);
      const walk = createDailyWalk(own.fork('values'), device.codec, device.location);
      return { device, random: own, walk, due: clock.now() + own.next() * everyMs, timer: undefined };
    });
    for (const sender of this.#senders) this.#schedule(sender);
  }

  async stop(): Promise<void> {
    this.#running = false;
    for (const sender of this.#senders) sender.timer?.cancel();
    this.#senders = [];
    await Promise.all(this.#underWay);
  }

  counts() {
    return { sent: this.#sent, failed: this.#failed };
  }

  #schedule(sender: Sender): void {
    const { clock, everyMs, jitter = 0.1 } = this.#options;
    const shift = (sender.random.next() - 0.5) * 2 * jitter * everyMs;
    const delay = Math.max(0, sender.due + shift - clock.now());
    sender.due += everyMs;
    sender.timer = clock.timer(`${sender.device.name} sends`, delay, async () => {
      // The next is due whether or not this one gets through: devices do not wait for brokers.
      this.#schedule(sender);
      await this.#send(sender);
    });
  }

  async #send(sender: Sender): Promise<void> {
    const sending = sender.device.send(sender.walk.measure(this.#options.clock.now())).then(
      () => {
        this.#sent += 1;
      },
      (error: unknown) => {
        this.#failed += 1;
        // Told to the clock's owner; but who stopped the traffic has cut this message off himself.
        if (this.#running) throw error;
      },
    );
    const settled = sending.catch(() => undefined);
    this.#underWay.add(settled);
    try {
      await sending;
    } finally {
      this.#underWay.delete(settled);
    }
  }
}

function codecFor(index: number): CodecName {
  const names = Object.keys(CODECS).filter(isCodecName);
  return names[index % names.length] ?? 'elsys-ers';
}

function isCodecName(name: string): name is CodecName {
  return name in CODECS;
}
