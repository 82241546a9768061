import type { Clock } from '../../../clock/index.ts';
import type { EventLog } from '../../events/event.ts';
import type { Position } from '../../storage/storage.ts';

export interface LogRoomDeps {
  readonly clock: Clock;
  readonly events: EventLog;
  /** Uplinks that may wait in the log, for all connections together. */
  readonly quota: number;
  /** Position of the last uplink in the log. */
  readonly end: () => Position;
}

/** Up to where the slowest connection has delivered. */
export interface LowWater {
  readonly position: Position;
  readonly connectionId: string;
}

/** Intake goes on when so much of the quota is used: not after each single uplink that left. */
const GO_ON_AT = 0.9;

/**
 * Keeps the log of accepted uplinks from growing without bound. Each connection has a quota of its own; this is the last
 * resort, for when they don't suffice together: nothing more is taken in, so that the network keeps what it has, and an
 * event tells it.
 */
export class LogRoom {
  readonly #deps: LogRoomDeps;
  #low: LowWater | undefined;
  #waiting: PromiseWithReject<void> | undefined;
  #closed = false;

  constructor(deps: LogRoomDeps) {
    this.#deps = deps;
  }

  /** True when nobody has to wait. */
  get isOpen(): boolean {
    return this.#waiting === undefined && this.#held() < this.#deps.quota;
  }

  /** Resolves as soon as there is room for another uplink. @throws when the bridge is stopped meanwhile */
  async pass(): Promise<void> {
    const { clock } = this.#deps;
    while (!this.isOpen) {
      if (this.#closed) throw new Error('the bridge is stopped, and the log of uplinks is full');
      if (this.#waiting === undefined) {
        this.#waiting = promiseWithReject();
        this.#tellHeld();
      }
      await clock.wait('room in the log of uplinks', this.#waiting.promise);
    }
  }

  /** Told where the slowest connection is, after each step of any. */
  note(low: LowWater): void {
    this.#low = low;
    if (this.#waiting === undefined || this.#held() > this.#deps.quota * GO_ON_AT) return;
    this.#deps.events.add({
      type: 'intake-resumed',
      message: 'Intake resumed: there is room again in the log of uplinks',
    });
    this.#waiting.resolve();
    this.#waiting = undefined;
  }

  /** Lets go of whoever waits: what it brought is not taken. */
  close(): void {
    this.#closed = true;
    this.#waiting?.reject(new Error('the bridge is stopped, and the log of uplinks is full'));
    this.#waiting = undefined;
  }

  #held(): number {
    return this.#low === undefined ? 0 : this.#deps.end() - this.#low.position;
  }

  #tellHeld(): void {
    this.#deps.events.add({
      type: 'intake-held',
      severity: 'error',
      message: `Intake held: ${this.#held()} uplinks wait in the log, which is the most it may hold; none is taken in until connection ${this.#low?.connectionId} delivers, is deleted, or lets go of what it keeps`,
      ...(this.#low === undefined ? {} : { connectionId: this.#low.connectionId }),
    });
  }
}

interface PromiseWithReject<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

function promiseWithReject(): PromiseWithReject<void> {
  let resolve = () => {};
  let reject = (_reason: Error) => {};
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
