import { RecentMap } from '../recent-map.ts';
import type { FrameIdentity } from './uplink.ts';

/**
 * The text by which a frame is recognised. Joined: of a template V8 keeps the parts and what ties them together, and as
 * many of these are remembered, that is more than twice the memory (360 bytes a frame in place of 150).
 */
export function frameKey({ devEui, devAddr = '', fCntUp, mic = '' }: FrameIdentity): string {
  return [devEui, devAddr, fCntUp, mic].join('/');
}

/**
 * The frames that were accepted lately: at least the last `window` of them and at most twice as many. A broker repeats a
 * message whose acknowledgement was lost (MQTT 3.1.1, section 4.3.2), and a network server may send a frame twice.
 */
export class FrameWindow {
  readonly #frames: RecentMap<string, Promise<void>>;

  constructor(window: number) {
    this.#frames = new RecentMap(window);
  }

  /** The acceptance of an equal frame, if there was one: pending, or done. */
  find(key: string): Promise<void> | undefined {
    return this.#frames.peek(key);
  }

  /** Remembers a frame from the moment on from which it is being accepted. */
  remember(key: string, accepted: Promise<void>): void {
    this.#frames.set(key, accepted);
  }

  /** The frame could not be accepted: it may come again. */
  forget(key: string): void {
    this.#frames.delete(key);
  }
}
