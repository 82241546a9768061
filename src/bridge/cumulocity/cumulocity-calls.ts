import type { Recorder } from '../../recording/index.ts';
import { errorAnswerSchema } from './answers.ts';
import { CumulocityError, codeOfStatus } from './errors.ts';
import {
  type HttpRequest,
  type HttpResponse,
  type HttpTimeouts,
  type HttpTransport,
  TransportError,
} from './http-transport.ts';

export interface CallOptions {
  readonly http: HttpTransport;
  readonly recorder: Recorder;
  readonly connectionId: string;
  readonly account: {
    readonly hostName: string;
    readonly tenantId: string;
    readonly username: string;
    readonly password: string;
  };
  readonly timeouts: HttpTimeouts;
  /** The present link's signal: when it is closed, calls under way are given up. */
  readonly signal?: () => AbortSignal | undefined;
}

export interface Call {
  readonly method: HttpRequest['method'];
  /** Path and query. */
  readonly path: string;
  /** The media type of what is sent and asked for: `measurement` for `application/vnd…measurement+json`. */
  readonly accept: string;
  readonly send?: { readonly type: string; readonly body: unknown };
}

/** Sends one call and gives its answer when its status is 2xx. @throws {CumulocityError} */
export type Send = (call: Call) => Promise<HttpResponse>;

/** Cumulocity OpenAPI, Media types. */
const mediaType = (name: string) => `application/vnd.com.nsn.cumulocity.${name}+json;charset=UTF-8;ver=0.9`;
const ACCEPT_ANY_JSON = 'application/json';

/**
 * Makes the sender of one connection: authentication, media types, errors, and an envelope for each way. No
 * `X-Cumulocity-Application-Key` is sent: so requests count as the device's own and mark it available (Cumulocity
 * OpenAPI, Request headers).
 */
export function createSender(options: CallOptions): Send {
  const { http, recorder, account, timeouts, connectionId } = options;
  const user = `${account.tenantId}/${account.username}:${account.password}`;
  const authorization = `Basic ${Buffer.from(user, 'utf8').toString('base64')}`;
  let exchanges = 0;

  return async (call) => {
    const title = `${call.method} ${call.path}`;
    const what = `${account.hostName} ${call.method} ${call.path.split('?')[0] ?? ''}`;
    exchanges += 1;
    const correlation = { connectionId, exchange: `${connectionId}-${exchanges}` };
    recorder.record({
      from: 'bridge',
      to: 'cumulocity',
      kind: 'http-request',
      title,
      correlation,
      ...(call.send === undefined ? {} : { body: call.send.body }),
    });
    const answered = (outcome: 'ok' | 'refused' | 'failed', told: string, body?: string) =>
      recorder.record({
        from: 'cumulocity',
        to: 'bridge',
        kind: 'http-response',
        title: told,
        outcome,
        correlation,
        ...(body === undefined || body === '' ? {} : { body }),
      });

    const signal = options.signal?.();
    let response: HttpResponse;
    try {
      response = await http.request({
        method: call.method,
        url: `https://${account.hostName}${call.path}`,
        headers: {
          authorization,
          // Without it a POST is answered with an empty body (Cumulocity OpenAPI, Measurements).
          accept: call.accept === 'json' ? ACCEPT_ANY_JSON : mediaType(call.accept),
          ...(call.send === undefined ? {} : { 'content-type': mediaType(call.send.type) }),
        },
        timeouts,
        ...(call.send === undefined ? {} : { body: JSON.stringify(call.send.body) }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      answered('failed', error.message);
      throw new CumulocityError(error.failure === 'aborted' ? 'aborted' : 'unreachable', error.message, {
        maybeCarriedOut: error.maybeCarriedOut,
        cause: error,
      });
    }
    const { status } = response;
    if (status >= 200 && status < 300) {
      answered('ok', String(status), response.body);
      return response;
    }
    answered(status >= 500 ? 'failed' : 'refused', String(status), response.body);
    throw toError(what, response);
  };
}

function toError(what: string, response: HttpResponse): CumulocityError {
  const { status } = response;
  const code = codeOfStatus(status);
  const told = messageOf(response.body);
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
    const told = read.success ? (read.data.message ?? read.data.error) : undefined;
    return told?.slice(0, 300);
  } catch {
    return undefined;
  }
}

/** RFC 9110, section 10.2.3: seconds; the form as a date would need trust in the other side's clock and is let be. */
function retryAfter(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : undefined;
}
