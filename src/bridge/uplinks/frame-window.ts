import type { FrameIdentity } from './uplink.ts';

/** The text by which a frame is recognised. */
export function frameKey({ devEui, devAddr = '', fCntUp, mic = '' }: FrameIdentity): string {
  return `${devEui}/${devAddr}/${fCntUp}/${mic}`;
}

/**
 * The frames that were accepted lately, at most `capacity` of them, the oldest forgotten first. A broker repeats a
 * message whose acknowledgement was lost (MQTT 3.1.1, section 4.3.2), and a network server may send a frame twice.
 */
export class FrameWindow {
  readonly #frames = new Map<string, Promise<void>>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The acceptance of an equal frame, if there was one: pending, or done. */
  find(key: string): Promise<void> | undefined {
    return this.#frames.get(key);
  }

  /** Remembers a frame while and after it is accepted; one whose acceptance fails may come again. */
  remember(key: string, accepted: Promise<void>): void {
    this.#frames.set(key, accepted);
    accepted.then(
      () => this.#settle(key, accepted),
      () => this.#drop(key, accepted),
    );
    for (const oldest of this.#frames.keys()) {
      if (this.#frames.size <= this.#capacity) break;
      this.#frames.delete(oldest);
    }
  }

  #settle(key: string, accepted: Promise<void>): void {
    // One resolved promise for all: what the frame's own promise holds on to can go.
    if (this.#frames.get(key) === accepted) this.#frames.set(key, DONE);
  }

  #drop(key: string, accepted: Promise<void>): void {
    if (this.#frames.get(key) === accepted) this.#frames.delete(key);
  }
}

const DONE = Promise.resolve();
