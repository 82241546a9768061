/** Everything the broker or its client can refuse, each with what to do about it. */
const CATALOGUE = {
  'broker-stopped': {
    message: 'The broker is stopped and takes no connections.',
    remedy: 'Call start() before connecting.',
  },
  'broker-closed': {
    message: 'The broker is closed.',
    remedy: 'Create a new one: a closed broker does not come back.',
  },
  'cannot-listen': {
    message: 'The broker could not listen.',
    remedy: 'Take another port, or 0 for any that is free; one broker listens on one port.',
  },
  'no-such-client': {
    message: 'No client of that id is connected.',
    remedy: 'Compare the id with what clients() lists.',
  },
  'connection-refused': {
    message: 'The MQTT connection was refused.',
    remedy: 'Check address, user name and password of the broker.',
  },
  'connection-closed': {
    message: 'The MQTT client was closed before this was done.',
    remedy: 'Await what is under way before closing the client.',
  },
  'subscription-refused': {
    message: 'The broker refused the subscription.',
    remedy: 'Check the topic filter and what the user may read.',
  },
} as const satisfies Record<string, { message: string; remedy: string }>;

export type BrokerErrorCode = keyof typeof CATALOGUE;

/** An error of the broker or of its client; `code` names it, the message ends with the remedy. */
export class BrokerError extends Error {
  readonly code: BrokerErrorCode;

  constructor(code: BrokerErrorCode, detail?: string, options?: ErrorOptions) {
    const { message, remedy } = CATALOGUE[code];
    super([message, ...(detail === undefined ? [] : [`(${detail})`]), remedy].join(' '), options);
    this.name = 'BrokerError';
    this.code = code;
  }
}
