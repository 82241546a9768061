import type { Clock } from '../../clock/index.ts';
import { invalidFields, refusal } from '../errors.ts';
import { readTime } from '../read-time.ts';
import { devEuiOfDocument, isTokenOf, readPostedAddress } from './http-uplink-token.ts';

/** The way in by HTTP: documents that the network posts to an application server. */
export interface HttpUplinks {
  /**
   * Takes one document in; resolves when it need not be posted again.
   *
   * @param url with the query that says of whom it is and signs it
   * @throws {BridgeError} when the network is not who it says, or its address is none
   */
  take(url: string, document: unknown): Promise<void>;
}

export interface HttpUplinksDeps {
  readonly clock: Clock;
  /** Resolves when the document is durable, or nothing is to be made of it. */
  readonly accept: (payload: Uint8Array, way: string) => Promise<void>;
  readonly asId: string;
  readonly asKey: string;
  /** How far the network's clock may be off, or a request be old, in milliseconds. */
  readonly timeDeviation: number;
}

/** Makes the way in; it holds nothing open. */
export function createHttpUplinks({
  clock,
  accept,
  asId,
  asKey,
  timeDeviation,
}: HttpUplinksDeps): HttpUplinks {
  return {
    async take(url, document) {
      const address = readPostedAddress(url);
      if ('wrong' in address) {
        throw invalidFields(
          address.wrong.map((path) => ({ path, message: 'must stand in the address once, percent-encoded' })),
        );
      }
      const { devEui, time } = address;
      // Which of the two is wrong is nobody's business who does not know both.
      if (!isTokenOf(address, document, asKey) || address.asId !== asId)
        throw refusal('bad-token', 'AS_ID or Token is wrong');
      const signedAt = readTime(time);
      if (signedAt === undefined)
        throw invalidFields([{ path: 'Time', message: 'must be an ISO 8601 time' }]);
      if (Math.abs(clock.now() - Date.parse(signedAt)) > timeDeviation) {
        throw refusal(
          'bad-token',
          `Time is more than ${timeDeviation / 1000} s away from the bridge's clock`,
        );
      }
      if (devEuiOfDocument(document) !== devEui.toUpperCase()) {
        throw invalidFields([{ path: 'LrnDevEui', message: "must be the document's DevEUI" }]);
      }
      await accept(Buffer.from(JSON.stringify(document)), 'HTTP');
    },
  };
}
