import type { BridgeParts } from '../bridge/index.ts';

/** Parts of a bridge whose process can be made to die: after `sever` nothing that it says reaches anybody any more. */
export interface Severable {
  readonly parts: BridgeParts;
  sever(): void;
}

/**
 * Lets a bridge in this process die as `kill -9` would end it: requests under way are dropped, nothing more is sent to
 * Cumulocity, and no message is acknowledged to the broker any more. What was durable stays for the next one; whoever
 * owns the store keeps the dead one from writing to it.
 */
export function severable(parts: BridgeParts): Severable {
  const dead = new AbortController();
  const alive = <A extends readonly unknown[], R>(act: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      dead.signal.throwIfAborted();
      const result = await act(...args);
      dead.signal.throwIfAborted();
      return result;
    };
  };
  const audible = <A extends readonly unknown[]>(tell: (...args: A) => void) => {
    return (...args: A): void => {
      if (!dead.signal.aborted) tell(...args);
    };
  };
  const { logger } = parts;
  return {
    sever: () => dead.abort(new Error('the bridge was killed')),
    parts: {
      ...parts,
      // What its end runs into, here, nobody would have heard.
      logger: {
        debug: audible((fields, message) => logger.debug(fields, message)),
        info: audible((fields, message) => logger.info(fields, message)),
        warn: audible((fields, message) => logger.warn(fields, message)),
        error: audible((fields, message) => logger.error(fields, message)),
      },
      onUnexpected: audible((error, where) => parts.onUnexpected(error, where)),
      http: {
        request: alive((request) =>
          parts.http.request({
            ...request,
            signal:
              request.signal === undefined ? dead.signal : AbortSignal.any([request.signal, dead.signal]),
          }),
        ),
        close: () => parts.http.close(),
      },
      mqtt: {
        open: async (subscription) => {
          const link = await parts.mqtt.open({ ...subscription, onMessage: alive(subscription.onMessage) });
          return {
            publish: alive((topic, payload, qos) => link.publish(topic, payload, qos)),
            connected: () => link.connected(),
            close: () => link.close(),
          };
        },
      },
    },
  };
}
