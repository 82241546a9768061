/** A message that was handed over and is not acknowledged yet. */
export interface Slot {
  /** Absent for a message that asks for no acknowledgement. */
  readonly messageId: number | undefined;
  done: boolean;
}

/**
 * The messages in flight, in the order in which they came. They may be done in any order; acknowledged they are in
 * theirs (MQTT 3.1.1, section 4.6, [MQTT-4.6.0-2]).
 */
export class AckWindow {
  readonly #size: number;
  #slots: Slot[] = [];

  /** @param size how many messages may be in flight */
  constructor(size: number) {
    this.#size = size;
  }

  get isFull(): boolean {
    return this.#slots.length >= this.#size;
  }

  /** Takes a message in; whoever deals with it says in the slot when it is done. */
  begin(messageId: number | undefined): Slot {
    const slot: Slot = { messageId, done: false };
    this.#slots.push(slot);
    return slot;
  }

  /** Lets go of the oldest messages that are done, up to the first that is not, and gives what is to be acknowledged. */
  release(): number[] {
    const open = this.#slots.findIndex((slot) => !slot.done);
    const done = this.#slots.splice(0, open === -1 ? this.#slots.length : open);
    return done.flatMap(({ messageId }) => messageId ?? []);
  }
}
