import { createRedactor } from '../../recording/index.ts';
import { errorAnswerSchema } from './answers.ts';
import { CumulocityError, codeOfFailure, codeOfStatus } from './errors.ts';
import {
  type HttpRequest,
  type HttpResponse,
  type HttpTimeouts,
  type HttpTransport,
  TransportError,
} from './http-transport.ts';

export interface CallOptions {
  readonly http: HttpTransport;
  readonly account: {
    readonly hostName: string;
    readonly tenantId: string;
    readonly username: string;
    readonly password: string;
  };
  readonly timeouts: HttpTimeouts;
  /** The present link's signal: when it is closed, calls under way are given up. */
  readonly signal?: () => AbortSignal | undefined;
  /**
   * With it, a call that may change something and was sent is given up at this signal only: its answer tells whether it
   * has to be repeated.
   */
  readonly cut?: () => AbortSignal | undefined;
  /** The answer is held back until there is something to tell: the call takes no place from others. */
  readonly held?: boolean;
}

export interface Call {
  readonly method: HttpRequest['method'];
  /** Path and query. */
  readonly path: string;
  /** What is asked for: `measurement` for `application/vnd…measurement+json`, `json` for plain JSON. */
  readonly accept: string;
  readonly send?: { readonly type: string; readonly body: unknown };
}

/** Sends one call and gives its answer when its status is 2xx. @throws {CumulocityError} */
export type Send = (call: Call) => Promise<HttpResponse>;

/** Characters of a platform's own message that are repeated. */
const MOST_TOLD = 300;

/** Cumulocity OpenAPI, Media types. */
const mediaType = (name: string) =>
  name === 'json'
    ? 'application/json'
    : `application/vnd.com.nsn.cumulocity.${name}+json;charset=UTF-8;ver=0.9`;

/**
 * Makes the sender of one connection: authentication, media types, errors. No `X-Cumulocity-Application-Key` is sent:
 * so requests count as the device's own and mark it available (Cumulocity OpenAPI, Request headers).
 */
export function createSender(options: CallOptions): Send {
  const { account } = options;
  const user = `${account.tenantId}/${account.username}:${account.password}`;
  const authorization = `Basic ${Buffer.from(user, 'utf8').toString('base64')}`;

  // Errors are shown to people, and what answers may not be Cumulocity: it may repeat what it was sent.
  const redactor = createRedactor({ secrets: [account.password] });

  return async (call) => {
    const response = await carry(options, requestOf(options, call, authorization));
    if (response.status >= 200 && response.status < 300) return response;
    const told = messageOf(response.body);
    throw toError(
      `${account.hostName} ${call.method} ${call.path.split('?')[0] ?? ''}`,
      response,
      told === undefined ? undefined : redactor.text(told.slice(0, 10 * MOST_TOLD)).slice(0, MOST_TOLD),
    );
  };
}

function requestOf(
  options: CallOptions,
  { method, path, accept, send }: Call,
  authorization: string,
): HttpRequest {
  return {
    method,
    url: `https://${options.account.hostName}${path}`,
    headers: {
      authorization,
      // Without it a POST is answered with an empty body (Cumulocity OpenAPI, Measurements).
      accept: mediaType(accept),
      ...(send === undefined ? {} : { 'content-type': mediaType(send.type) }),
    },
    timeouts: options.timeouts,
    ...(options.held === true ? { held: true } : {}),
    ...(send === undefined ? {} : { body: JSON.stringify(send.body) }),
    ...endsOf(options, method),
  };
}

function endsOf(options: CallOptions, method: Call['method']): Pick<HttpRequest, 'signal' | 'unlessSent'> {
  const signal = options.signal?.();
  const cut = method === 'GET' ? undefined : options.cut?.();
  if (cut !== undefined) return { signal: cut, ...(signal === undefined ? {} : { unlessSent: signal }) };
  return signal === undefined ? {} : { signal };
}

async function carry({ http }: CallOptions, request: HttpRequest): Promise<HttpResponse> {
  try {
    return await http.request(request);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw new CumulocityError(codeOfFailure(error.failure), error.message, {
      maybeCarriedOut: error.maybeCarriedOut,
      cause: error,
    });
  }
}

function toError(what: string, response: HttpResponse, told: string | undefined): CumulocityError {
  const { status } = response;
  const code = codeOfStatus(status);
  const retryAfterMs = retryAfter(response.headers['retry-after']);
  return new CumulocityError(code, `${what} answered ${status}${told === undefined ? '' : ` (${told})`}`, {
    status,
    // An error of the server says nothing about what it did before (notably a full notification backlog: the data
    // are stored and the answer is 500, Cumulocity, Notifications 2.0).
    maybeCarriedOut: code === 'server-error',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function messageOf(body: string): string | undefined {
  try {
    const read = errorAnswerSchema.safeParse(JSON.parse(body));
    return read.success ? (read.data.message ?? read.data.error) : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 9110, section 10.2.3: seconds; the form as a date would need trust in the other side's clock and is let be. */
function retryAfter(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : undefined;
}
