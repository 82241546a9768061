/** Where the platform's error bodies point to (Cumulocity OpenAPI, every `error` example). */
const INFO = 'https://www.cumulocity.com/guides/reference-guide/#error_reporting';

interface Entry {
  readonly status: number;
  readonly error: string;
  readonly message: string;
  /** What mends it: told in the twin's journal only, since the platform's body has no place for it. */
  readonly remedy: string;
}

/**
 * Every refusal of the twin. Texts follow the examples of the Cumulocity OpenAPI where it has one; a text that no
 * public source gives is marked `unsettled` and is not to be relied upon by a client.
 */
export const ERRORS = {
  badCredentials: {
    status: 401,
    error: 'security/Unauthorized',
    message: 'Invalid credentials! : Bad credentials',
    remedy: 'Check tenant, user and password; the tenant may stand before the user as tenant/user.',
  },
  noCredentials: {
    status: 401,
    error: 'security/Unauthorized',
    message: 'Full authentication is required to access this resource',
    remedy: 'Send Authorization: Basic with tenant/user:password.',
  },
  disabledUser: {
    status: 401,
    error: 'security/Unauthorized',
    message: 'Invalid credentials! : User is disabled', // unsettled text
    remedy: 'Enable the user in the tenant.',
  },
  forbidden: {
    status: 403,
    error: 'security/Forbidden',
    message: 'Access is denied',
    remedy: 'Give the user one of the roles {roles}, or make it the owner of the source.',
  },
  noSuchRoute: {
    status: 404,
    error: 'general/Not Found', // unsettled
    message: 'No resource at {method} {path}',
    remedy: 'Check the path against the Cumulocity OpenAPI; the twin may not have this resource yet.',
  },
  noSuchPage: {
    status: 404,
    error: 'general/Not Found', // unsettled
    message: 'The application has no such page',
    remedy: 'Begin at /apps/devicemanagement.',
  },
  methodNotAllowed: {
    status: 405,
    error: 'general/Method Not Allowed', // unsettled
    message: 'Request method {method} is not supported here',
    remedy: 'Use one of {allowed}.',
  },
  notAcceptable: {
    status: 406,
    error: 'general/Not Acceptable', // unsettled
    message: 'Could not find acceptable representation for {accept}',
    remedy: 'Accept application/json or {offered}.',
  },
  tooLarge: {
    status: 413,
    error: 'general/Payload Too Large', // unsettled
    message: 'The request body is larger than {limit} bytes',
    remedy: 'Send smaller documents or batches.',
  },
  unsupportedMediaType: {
    status: 415,
    error: 'general/Unsupported Media Type', // unsettled
    message: "Content type '{contentType}' not supported",
    remedy: 'Send application/json or one of {expected}.',
  },
  malformedJson: {
    status: 422,
    error: 'undefined/validationError', // unsettled
    message: 'The request body is not valid JSON: {detail}',
    remedy: 'Send well-formed JSON in UTF-8.',
  },
  mandatoryFields: {
    status: 422,
    error: 'undefined/validationError',
    message: 'Following mandatory fields should be included: {fields}',
    remedy: 'Add the fields named in the message.',
  },
  invalidField: {
    status: 422,
    error: 'undefined/validationError',
    message: '{detail}', // unsettled text
    remedy: 'Correct the field that the message names.',
  },
  invalidParameter: {
    status: 422,
    error: '{resource}/Invalid Data',
    message: "Invalid value '{value}' for parameter {name}: {detail}", // unsettled text
    remedy: 'Correct the query parameter.',
  },
  missingParameter: {
    status: 422,
    error: '{resource}/Invalid Data',
    message: 'At least one of the parameters {names} is required', // unsettled text
    remedy: 'Add one of the parameters.',
  },
  aggregationParameter: {
    status: 400,
    error: 'measurement/Bad Request', // unsettled text
    message: '{detail}',
    remedy: 'aggregationFunction needs aggregationInterval: 1 to 999 and one of s m h d w M q y.',
  },
  badQuery: {
    status: 422,
    error: 'inventory/Invalid Data',
    message: 'Find by filter query failed : Query could not be understood.',
    remedy: 'Correct the query: {detail}.',
  },
  unknownManagedObject: {
    status: 404,
    error: 'inventory/Not Found',
    message: "Finding device data from database failed : No managedObject for id '{id}'!",
    remedy: 'The object was deleted or never existed in this tenant: look its external id up again.',
  },
  notMonitored: {
    status: 404,
    error: 'inventory/Not Found',
    message: "Device with id '{id}' is not monitored", // unsettled text
    remedy: 'Give the device a c8y_RequiredAvailability fragment.',
  },
  associatedData: {
    status: 409,
    error: 'inventory/conflict',
    message: 'Cannot delete the specified object as it has associated data.',
    remedy: 'Delete with cascade=true or forceCascade=true, or detach the children first.',
  },
  notAChild: {
    status: 422,
    error: 'inventory/Invalid Data',
    message: 'managedObject {child} is not a child of {parent}',
    remedy: 'Assign the child first.',
  },
  cyclicChild: {
    status: 422,
    error: 'inventory/Invalid Data',
    message: 'managedObject {child} can not become a child of {parent}', // unsettled text
    remedy: 'An object can be neither its own child nor the child of its descendant.',
  },
  inventoryFull: {
    status: 422,
    error: 'inventory/Invalid Data',
    message: 'The twin holds at most {limit} managed objects a tenant',
    remedy: 'Raise limits.managedObjects: this limit is the twin’s own, to bound its memory.',
  },
  unknownExternalId: {
    status: 404,
    error: 'identity/Not Found',
    message: 'External id not found; external id = ID [type={type}, value={value}]',
    remedy: 'Bind the external id with POST /identity/globalIds/{id}/externalIds; values are case-sensitive.',
  },
  unknownGlobalId: {
    status: 404,
    error: 'identity/Not Found',
    message: 'Global ID not found',
    remedy: 'Create the managed object first.',
  },
  externalIdTaken: {
    status: 409,
    error: 'identity/Duplicate',
    message: 'ID [type={type}, value={value}] was already bound to different Global ID.',
    remedy: 'Read who has it with GET /identity/externalIds/{type}/{value} and use that object.',
  },
  unknownSource: {
    status: 422,
    error: 'undefined/validationError', // unsettled, see unsettled.ts
    message: "The source '{id}' does not exist",
    remedy: 'The source was deleted or never existed in this tenant: look its external id up again.',
  },
  unknownMeasurement: {
    status: 404,
    error: 'measurement/Not Found',
    message: 'Finding measurement from database failed',
    remedy: 'Check the id; the oldest records of a full store are dropped.',
  },
  unknownEvent: {
    status: 404,
    error: 'event/Not Found',
    message: 'Finding event from database failed',
    remedy: 'Check the id; the oldest records of a full store are dropped.',
  },
  unknownAlarm: {
    status: 404,
    error: 'alarm/Not Found',
    message: 'Finding alarm from database failed',
    remedy: 'Check the id; the oldest records of a full store are dropped.',
  },
  unknownOperation: {
    status: 404,
    error: 'devicecontrol/Not Found',
    message: "Finding device data from database failed : No operation for gid '{id}'!",
    remedy: 'Check the id; the oldest operations of a full store are dropped, and those of a deleted device.',
  },
  unknownDevice: {
    status: 422,
    error: 'devicecontrol/Invalid Data', // unsettled
    message: "The device '{id}' does not exist",
    remedy: 'The device was deleted or never existed in this tenant: look its external id up again.',
  },
  noAgent: {
    status: 422,
    error: 'devicecontrol/Invalid Data', // unsettled, see unsettled.ts
    message: "The device '{id}' has no agent",
    remedy: 'Give the device, or one that it is a child device of, the fragment com_cumulocity_model_Agent.',
  },
  injectedFault: {
    status: 500,
    error: 'general/internalError', // unsettled
    message: 'Fault injected by the twin',
    remedy: 'A fault plan matched this request: see the journal entry’s fault.',
  },
  internal: {
    status: 500,
    error: 'general/internalError',
    message: 'The twin failed: {detail}',
    remedy: 'A defect of the twin: please report it with this message.',
  },
} as const satisfies Record<string, Entry>;

type ErrorCode = keyof typeof ERRORS;

/** The body of every error: `application/vnd.com.nsn.cumulocity.error+json` (Cumulocity OpenAPI, schema `error`). */
interface ErrorBody {
  readonly error: string;
  readonly message: string;
  readonly info: string;
}

/** A refusal on its way to the client. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly body: ErrorBody;
  readonly remedy: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    details: Readonly<Record<string, string | number>> = {},
    changes: { status?: number; error?: string; message?: string; headers?: Record<string, string> } = {},
  ) {
    const entry = ERRORS[code];
    const fill = (text: string) =>
      text.replace(/\{(\w+)\}/g, (place, key: string) => String(details[key] ?? place));
    const message = changes.message ?? fill(entry.message);
    super(message);
    this.code = code;
    this.status = changes.status ?? entry.status;
    this.body = { error: changes.error ?? fill(entry.error), message, info: INFO };
    this.remedy = fill(entry.remedy);
    this.headers = changes.headers ?? {};
  }
}
