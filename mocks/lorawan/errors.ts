/** Everything the simulated network can refuse, each with what to do about it. */
const CATALOGUE = {
  'bad-dev-eui': {
    message: 'This is no DevEUI.',
    remedy: 'Write its 8 bytes as 16 hexadecimal digits; dashes, colons and spaces between them are ignored.',
  },
  'bad-hex': {
    message: 'These are no bytes in hexadecimal.',
    remedy: 'Write two hexadecimal digits a byte.',
  },
  'bad-key': {
    message: 'This is no AES-128 key.',
    remedy: 'Write its 16 bytes as 32 hexadecimal digits.',
  },
  'bad-port': {
    message: 'This is no FPort.',
    remedy:
      'Take a whole number from 0 to 255 (1 to 223 for application data), or null for a frame without a port.',
  },
  'device-exists': {
    message: 'The network has a device with this DevEUI already.',
    remedy: 'Take another DevEUI, or find the device with network.device().',
  },
  'unknown-device': {
    message: 'The network has no device with this DevEUI.',
    remedy: 'Add it with network.addDevice() first.',
  },
  'value-out-of-range': {
    message: 'The payload format can’t carry this value.',
    remedy: 'Send a value within the range named, or the bytes themselves as { hex, fPort }.',
  },
  'payload-too-long': {
    message: 'The payload does not fit into a frame.',
    remedy: 'Send at most 222 bytes, what EU868 allows at its fastest data rates.',
  },
  'bad-frame': {
    message: 'The bytes are no LoRaWAN frame that can be taken.',
    remedy: 'Compare them with LoRaWAN 1.0.3, chapters 4 and 6; the keys of both sides must be the same.',
  },
  'bad-payload': {
    message: 'The bytes are no payload of this format.',
    remedy: 'Compare them with the vendor’s description of the format.',
  },
} as const satisfies Record<string, { message: string; remedy: string }>;

export type NetworkErrorCode = keyof typeof CATALOGUE;

/** An error of the simulated network; `code` names it, the message ends with the remedy. */
export class NetworkError extends Error {
  readonly code: NetworkErrorCode;

  constructor(code: NetworkErrorCode, detail?: string) {
    const { message, remedy } = CATALOGUE[code];
    super([message, ...(detail === undefined ? [] : [`(${detail})`]), remedy].join(' '));
    this.name = 'NetworkError';
    this.code = code;
  }
}
