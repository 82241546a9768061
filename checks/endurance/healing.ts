import type { Clock } from '../../src/clock/index.ts';
import type { Frame } from './frame-ledger.ts';
import { helpUp } from './operator.ts';
import type { EnduranceSurroundings } from './surroundings.ts';

export interface HealerOptions {
  readonly clock: Clock;
  readonly around: EnduranceSurroundings;
  readonly signal: AbortSignal;
  readonly tell: (doing: string) => void;
}

/** How much later published messages may be acknowledged before the network takes its own for lost. */
const OVERTAKEN_BY_MS = 2000;
/** For how long nothing moves when everything is at rest: what comes twice comes within this time after the first. */
const QUIET_MS = 3000;
/** How long nothing may happen before what is missing is taken for lost. */
const PATIENCE_MS = 60_000;

/** Sees to it that whatever can still arrive does: sends again what nobody acknowledged, and waits. */
export class Healer {
  readonly #options: HealerOptions;

  constructor(options: HealerOptions) {
    this.#options = options;
  }

  /** The network sends again what the broker seems to have lost. */
  resendOvertaken(): void {
    this.#resend(this.#options.around.ledger.overtaken(OVERTAKEN_BY_MS));
  }

  /**
   * Everything is well from now on and the devices are silent: waits until all is acknowledged and stored, or nothing
   * moves any more.
   */
  async heal(): Promise<void> {
    const { around, tell, signal } = this.#options;
    const { ledger, traffic } = around;
    tell('healing: the last frames');
    await Promise.race([traffic.stop(), rejected(signal)]);
    await this.#until(
      () => ledger.unacknowledged().length === 0,
      // What no later message overtakes is sent again when the wire is quiet.
      (quiet) => (quiet ? this.#resend(ledger.unacknowledged()) : this.resendOvertaken()),
    );
    await this.#until(() => around.storedMeasurements() >= ledger.counts().sent);
    tell('healing: a quiet while');
    for (let before = -1; before !== around.storedRecords(); ) {
      before = around.storedRecords();
      await this.#rest(QUIET_MS);
    }
  }

  /** To the byte as before. */
  #resend(frames: readonly Frame[]): void {
    const { ledger, world } = this.#options.around;
    for (const frame of frames) {
      ledger.noteResent(frame);
      // Not awaited: the broker may be away, and the network's client keeps it until it is back.
      world.network.redeliver(frame.uplink).catch(() => undefined);
    }
  }

  /**
   * Waits for a condition as long as anything moves.
   *
   * @param help called each round; `quiet` now and then, when nothing has moved for a while
   */
  async #until(done: () => boolean, help?: (quiet: boolean) => void): Promise<void> {
    const { clock, around, tell } = this.#options;
    const { ledger, storedMeasurements } = around;
    let last = '';
    let movedAt = clock.now();
    let quietSince = clock.now();
    while (!done()) {
      const moved = `${ledger.counts().acknowledged} ${storedMeasurements()}`;
      const now = clock.now();
      if (moved !== last) {
        movedAt = now;
        quietSince = now;
      }
      last = moved;
      if (now - movedAt > PATIENCE_MS) return;
      const quiet = now - quietSince > QUIET_MS;
      if (quiet) quietSince = now;
      help?.(quiet);
      await helpUp(around);
      tell('healing');
      await this.#rest(250);
    }
  }

  #rest(ms: number): Promise<void> {
    return this.#options.clock.sleep(ms, { name: 'healing', signal: this.#options.signal });
  }
}

function rejected(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
