/** Draws the id by which the network's reports are known; not one of those that are taken. */
export type NewCorrelationId = (isTaken: (id: string) => boolean) => string;

const BYTES = 8;

/** 64 bits in hexadecimal digits (ThingPark X IoT Flow, Downlink message, CorrelationID). */
export function createCorrelationIds(secureRandom: (length: number) => Uint8Array): NewCorrelationId {
  return (isTaken) => {
    for (;;) {
      const id = Buffer.from(secureRandom(BYTES)).toString('hex').toUpperCase();
      if (!isTaken(id)) return id;
    }
  };
}
