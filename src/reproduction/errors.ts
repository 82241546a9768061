/** Why something can't be reproduced, though it could be read. */
const CATALOGUE = {
  'nothing-to-replay': {
    message: 'The recording holds nothing that could happen again: no uplink, no command, no call.',
    remedy:
      'Record where the uplinks pass (iot-flow-tck record), or give a file of the DevEUI_uplink documents of that time instead.',
  },
  taken: {
    message:
      'A feature or capture of this name is there already; it is left as it is, and nothing was written.',
    remedy:
      'Give another folder with --out, rename the capture, or take the feature away, together with its rows in requirements.yaml.',
  },
  'bad-requirements': {
    message: 'The requirements.yaml that is there can’t take further rows.',
    remedy: 'Mend it, or give another folder with --out.',
  },
  'unknown-device': {
    message: 'The recording does not know this device.',
    remedy: 'Leave --device out to see which ones it knows.',
  },
  'unknown-message': {
    message: 'The recording does not know this uplink.',
    remedy: 'Leave --message out to see the counters that it knows.',
  },
  'no-broker': {
    message: 'The broker can’t be listened to.',
    remedy:
      'See that the address, the user name and the password are right, and that the user may subscribe to the topic.',
  },
  'not-a-view': {
    message: 'There is no world view at this address.',
    remedy: 'Give the address that iot-flow-tck start prints as "World view".',
  },
} as const;

type ReproductionErrorCode = keyof typeof CATALOGUE;

/** The message says what is missing and what to do. */
export class ReproductionError extends Error {
  readonly code: ReproductionErrorCode;

  constructor(code: ReproductionErrorCode, detail?: string) {
    const { message, remedy } = CATALOGUE[code];
    super(`${message}${detail === undefined ? '' : ` (${detail})`} ${remedy}`);
    this.name = 'ReproductionError';
    this.code = code;
  }
}
