export interface MqttMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
}

export interface MqttLink {
  publish(topic: string, payload: string | Uint8Array, qos: 0 | 1 | 2): Promise<void>;
  /** True while the broker is reached. */
  connected(): boolean;
  close(): Promise<void>;
}

export interface MqttSubscription {
  readonly topics: readonly string[];
  readonly qos: 0 | 1;
  /**
   * Called for many messages at a time, in the order in which they came. The acknowledgement follows when the promise
   * resolves; when it rejects the session begins anew, and the broker sends the message again.
   */
  readonly onMessage: (message: MqttMessage) => Promise<void>;
  /** Told whenever the broker is reached or lost. */
  readonly onStatus?: (connected: boolean, reason?: string) => void;
}

/** Keeps a session with the broker, connecting again whenever it is lost, until closed. */
export interface MqttConnector {
  open(subscription: MqttSubscription): Promise<MqttLink>;
}
