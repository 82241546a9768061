import type { BridgeParts } from '../parts.ts';
import type { MqttLink, MqttMessage } from './mqtt-connector.ts';

/** The bridge's one session with the broker: documents come in by it, downlinks go out. */
export interface BrokerSession {
  /** Subscribes; resolves when the broker was tried once. A message is acknowledged when `onMessage` resolves. */
  start(onMessage: (message: MqttMessage) => Promise<void>): Promise<void>;
  /**
   * Publishes with QoS 1; resolves when the broker has acknowledged.
   *
   * @throws Error while the broker is not reached
   */
  publish(topic: string, payload: string): Promise<void>;
  /** True while the broker is reached. */
  connected(): boolean;
  close(): Promise<void>;
}

/** Makes the session; nothing is opened before it is started. */
export function createBrokerSession(
  deps: Pick<BridgeParts, 'mqtt' | 'logger'> & { readonly topics: readonly string[] },
): BrokerSession {
  let link: MqttLink | undefined;
  return {
    async start(onMessage) {
      link = await deps.mqtt.open({
        topics: deps.topics,
        qos: 1,
        onMessage,
        onStatus: (connected, reason) =>
          deps.logger.info({ connected, ...(reason === undefined ? {} : { reason }) }, 'broker'),
      });
    },
    async publish(topic, payload) {
      if (link?.connected() !== true) throw new Error('the broker is not reached');
      await link.publish(topic, payload, 1);
    },
    connected: () => link?.connected() ?? false,
    async close() {
      await link?.close();
      link = undefined;
    },
  };
}
