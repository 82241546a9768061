import { type Twin, TwinHangUp, TwinTlsError } from '../../mocks/cumulocity/index.ts';
import { type HttpRequest, type HttpResponse, type HttpTransport, TransportError } from '../bridge/index.ts';
import type { Clock } from '../clock/index.ts';
import type { Recorder } from '../recording/index.ts';
import type { Hosts } from './hosts.ts';

export interface TwinTransportParts {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly hosts: Hosts;
  readonly twin: Pick<Twin, 'request'>;
}

/**
 * Carries the bridge's requests into the twin without a socket, and shows towards it every way in which a network can
 * fail: names that don't resolve, hosts that refuse or swallow connections, answers that never come.
 */
export function createTwinTransport(parts: TwinTransportParts): HttpTransport {
  return {
    request: (request) =>
      parts.clock.activity(`HTTP ${request.method} ${request.url}`, () => carry(parts, request)),
    close: async () => {},
  };
}

async function carry(parts: TwinTransportParts, request: HttpRequest): Promise<HttpResponse> {
  if (request.unlessSent?.aborted) throw new TransportError('aborted', 'the request was given up', false);
  const url = new URL(request.url);
  const behaviour = parts.hosts.behaviour(url.hostname);
  if (behaviour !== 'cumulocity') {
    const error = await noConnection(parts, request, url.hostname, behaviour);
    parts.recorder.record({
      from: 'bridge',
      to: 'cumulocity',
      kind: 'fault',
      title: `${request.method} ${url.pathname}: ${error.message}`,
      outcome: 'failed',
    });
    throw error;
  }
  return await exchange(parts, request, url);
}

async function noConnection(
  { clock, hosts }: TwinTransportParts,
  request: HttpRequest,
  hostName: string,
  behaviour: Exclude<ReturnType<Hosts['behaviour']>, 'cumulocity'>,
): Promise<TransportError> {
  switch (behaviour) {
    case undefined:
      hosts.noteUndeclared(hostName);
      return new TransportError('host-not-allowed', `the host ${hostName} is not allowed`, false);
    case 'unresolvable':
      return new TransportError('name-resolution', `the name ${hostName} could not be resolved`, false);
    case 'refusing':
      return new TransportError('connect', `${hostName} refused the connection`, false);
    case 'unreachable':
      return await noAnswerAtAll(clock, request, hostName);
  }
}

/** A connection that is never made is given up by whoever waits for it, or when its time is over. */
async function noAnswerAtAll(
  clock: Clock,
  { timeouts: { connectMs }, signal, unlessSent = signal }: HttpRequest,
  hostName: string,
): Promise<TransportError> {
  try {
    await clock.sleep(connectMs, {
      name: `connecting to ${hostName}`,
      ...(unlessSent === undefined ? {} : { signal: unlessSent }),
    });
  } catch (error) {
    return new TransportError('aborted', 'the request was given up', false, error);
  }
  return new TransportError('connect-timeout', `no connection to ${hostName} within ${connectMs} ms`, false);
}

async function exchange(
  { clock, twin }: TwinTransportParts,
  request: HttpRequest,
  url: URL,
): Promise<HttpResponse> {
  const stop = new AbortController();
  const limit = request.timeouts.headersMs;
  let timedOut = false;
  const timer = clock.timer(`answer from ${url.hostname}`, limit, () => {
    timedOut = true;
    stop.abort(new Error('the caller gave up'));
  });
  const giveUp = () => stop.abort(request.signal?.reason);
  if (request.signal?.aborted) giveUp();
  request.signal?.addEventListener('abort', giveUp, { once: true });
  try {
    return await twin.request({
      host: url.host,
      method: request.method,
      path: url.pathname + url.search,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: stop.signal,
    });
  } catch (error) {
    if (timedOut)
      throw new TransportError(
        'headers-timeout',
        `no answer from ${url.hostname} within ${limit} ms`,
        true,
        error,
      );
    if (request.signal?.aborted) throw new TransportError('aborted', 'the request was given up', true, error);
    if (error instanceof TwinTlsError)
      throw new TransportError('tls', `${url.hostname}: ${error.message}`, false, error);
    if (error instanceof TwinHangUp && error.received !== undefined)
      throw new TransportError('truncated', `the answer of ${url.hostname} broke off`, true, error);
    if (error instanceof TwinHangUp)
      throw new TransportError('reset', `${url.hostname} closed the connection`, true, error);
    throw error;
  } finally {
    timer.cancel();
    request.signal?.removeEventListener('abort', giveUp);
  }
}
