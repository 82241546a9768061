import type { Random } from '../../../src/random/index.ts';
import { type DevEui, parseDevEui } from '../devices/index.ts';

/** Whom a fault hits, and how often. */
export interface Aim {
  /** One device; all by default. */
  readonly devEui?: string;
  /** So many times; until it is lifted by default. */
  readonly times?: number;
  /** 0 to 1; 1, always, by default. Drawn from the network's seed. */
  readonly probability?: number;
}

interface Armed<F> {
  readonly fault: F;
  readonly devEui: DevEui | undefined;
  left: number;
}

/** The faults that a scenario has set, the oldest first. */
export class AimedFaults<F extends Aim & { readonly kind: string }> {
  readonly #random: Random;
  readonly #armed = new Set<Armed<F>>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Sets a fault; what comes back lifts it. @throws NetworkError bad-dev-eui */
  add(fault: F): () => void {
    const devEui = fault.devEui === undefined ? undefined : parseDevEui(fault.devEui);
    const armed = { fault, devEui, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#armed.add(armed);
    return () => void this.#armed.delete(armed);
  }

  /** The first fault of these kinds that strikes the device now; it is used up by one. */
  strike<K extends F['kind']>(
    devEui: DevEui,
    kinds: readonly K[],
  ): Extract<F, { readonly kind: K }> | undefined {
    for (const armed of this.#armed) {
      const { fault } = armed;
      if (!isOf(fault, kinds) || (armed.devEui !== undefined && armed.devEui !== devEui)) continue;
      if (fault.probability !== undefined && this.#random.next() >= fault.probability) continue;
      armed.left -= 1;
      if (armed.left <= 0) this.#armed.delete(armed);
      return fault;
    }
    return undefined;
  }
}

function isOf<F extends { readonly kind: string }, K extends F['kind']>(
  fault: F,
  kinds: readonly K[],
): fault is Extract<F, { readonly kind: K }> {
  return kinds.some((kind) => kind === fault.kind);
}
