/**
 * What the bridge refuses: the documented codes (ThingPark X IoT Flow API, errors) and, where it has none, codes of the
 * same build, `com-` and the status with a 0 after its first digit. `remedy` ends the message where the thrower gives none.
 */
export const ERRORS = {
  invalid: { code: 'com-4000', status: 400, remedy: 'Mend what is named and send the whole request again.' },
  malformed: { code: 'com-4000', status: 400, remedy: 'Send a JSON document.' },
  unauthorised: {
    code: 'com-4001',
    status: 401,
    remedy: 'Get a token with POST /iot-flow/v1/oauth/token and send it as "Authorization: Bearer <token>".',
  },
  'bad-credentials': {
    code: 'com-4001',
    status: 401,
    remedy: 'Send the client_id (<platform>/<login>) and client_secret that the bridge was started with.',
  },
  'bad-token': {
    code: 'com-4003',
    status: 403,
    remedy: 'Hold AS_ID, AS key and clock of the network against intake.http and the clock of the bridge.',
  },
  forbidden: { code: 'com-4003', status: 403, remedy: 'Use what this account may do.' },
  'not-found': { code: 'com-4004', status: 404, remedy: 'List the resource to see which ids there are.' },
  method: { code: 'com-4005', status: 405, remedy: 'The Allow header says which methods there are.' },
  conflict: { code: 'com-4009', status: 409, remedy: 'Read the resource to see how it stands.' },
  limit: { code: 'com-4009', status: 409, remedy: 'Delete one that is not needed any more, then try again.' },
  'too-large': { code: 'com-4013', status: 413, remedy: 'Send less in one request.' },
  'media-type': { code: 'com-4015', status: 415, remedy: 'Send "Content-Type: application/json".' },
  unexpected: { code: 'com-5000', status: 500, remedy: 'The log of the bridge says more.' },
  driver: { code: 'com-5002', status: 500, remedy: 'The log of the bridge says which driver failed.' },
  unavailable: { code: 'com-5003', status: 503, remedy: 'Try again in a moment.' },
} as const;
export type ErrorKind = keyof typeof ERRORS;

/** One wrong field: where it stands (`configuration.hostName`, `matchers[0].tags`) and what is wrong with it. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** A refusal that the caller is told of. Never holds a value that was sent. */
export class BridgeError extends Error {
  override readonly name = 'BridgeError';
  readonly kind: ErrorKind;
  readonly fields: readonly FieldError[];

  constructor(kind: ErrorKind, message: string, fields: readonly FieldError[] = []) {
    super(message);
    this.kind = kind;
    this.fields = fields;
  }
}

/** A refusal with the remedy of its kind. */
export function refusal(kind: ErrorKind, what: string): BridgeError {
  return new BridgeError(kind, `${what}. ${ERRORS[kind].remedy}`);
}

/** A refusal that names each wrong field. */
export function invalidFields(fields: readonly FieldError[]): BridgeError {
  const named = fields.map(({ path, message }) => (path === '' ? message : `${path} ${message}`));
  const count = fields.length === 1 ? 'One field is wrong' : `${fields.length} fields are wrong`;
  return new BridgeError('invalid', `${count}: ${named.join('; ')}.`, fields);
}
