import http from 'node:http';
import https from 'node:https';
import { createSecureContext, rootCertificates } from 'node:tls';
import type { Clock } from '../../clock/index.ts';
import { guardedLookup, type Resolve, resolveBySystem } from './guarded-lookup.ts';
import { type Destination, destinationOf, type HostRule } from './host-rule.ts';
import { type HttpRequest, type HttpResponse, type HttpTransport, TransportError } from './http-transport.ts';
import { Exchange, StaleSocketError } from './node-http-exchange.ts';

export interface NodeHttpTransportOptions extends HostRule {
  readonly clock: Clock;
  /** PEM of authorities that are trusted beside the system's own. */
  readonly ca?: string;
  /** Sockets to one host at the same time. Default 16. */
  readonly maxSockets?: number;
  /** A longer answer is given up. Default 16 MiB, Cumulocity's limit of a document. */
  readonly maxAnswerBytes?: number;
  /** Names to addresses. Default: the system's resolver. */
  readonly resolve?: Resolve;
}

/**
 * Carries requests by node:http and node:https with kept-alive sockets. Redirects are not followed: what a platform
 * answers is told as it is.
 */
export function createNodeHttpTransport(options: NodeHttpTransportOptions): HttpTransport {
  const { clock, ca, maxSockets = 16, maxAnswerBytes = 16 * 1024 * 1024 } = options;
  const lookup = guardedLookup(options.resolve ?? resolveBySystem);
  const agentOptions = { keepAlive: true, maxSockets, scheduling: 'lifo' } as const;
  // A long poll has a socket of its own for minutes: many connections to one host would leave none for their uplinks.
  const heldAgentOptions = { keepAlive: true } as const;
  const plain = new http.Agent(agentOptions);
  const plainHeld = new http.Agent(heldAgentOptions);
  // Made at the first use, with one context for all its connections: reading some hundred and fifty authorities takes
  // tens of milliseconds.
  let secureAgents: { readonly usual: https.Agent; readonly held: https.Agent } | undefined;
  const secure = () => {
    if (secureAgents === undefined) {
      const secureContext = createSecureContext(ca === undefined ? {} : { ca: [...rootCertificates, ca] });
      secureAgents = {
        usual: new https.Agent({ ...agentOptions, secureContext }),
        held: new https.Agent({ ...heldAgentOptions, secureContext }),
      };
    }
    return secureAgents;
  };

  const begin = (to: Destination, url: URL, request: HttpRequest): http.ClientRequest => {
    const common = {
      host: to.address,
      port: to.port,
      method: request.method,
      path: `${url.pathname}${url.search}`,
      headers: { ...request.headers, host: url.host, ...bodyHeaders(request) },
      // An address that the operator named is called as it is; any other name passes the guard.
      ...(to.trusted ? {} : { lookup }),
    };
    if (!to.tls) return http.request({ ...common, agent: request.held === true ? plainHeld : plain });
    const servername = /^[[\d]/.test(to.hostName) ? '' : to.hostName;
    return https.request({
      ...common,
      agent: request.held === true ? secure().held : secure().usual,
      servername,
    });
  };

  const once = async (request: HttpRequest): Promise<HttpResponse> => {
    const url = new URL(request.url);
    const to = destinationOf(url, options);
    if (request.signal?.aborted || request.unlessSent?.aborted)
      throw new TransportError('aborted', `${to.hostName}: given up`, false);
    const exchange = new Exchange(clock, to.hostName, begin(to, url, request), request, maxAnswerBytes);
    return exchange.answer;
  };

  return {
    request: (request) =>
      clock.activity(`${request.method} ${new URL(request.url).pathname}`, async () => {
        try {
          return await once(request);
        } catch (error) {
          // A kept-alive socket may have been closed by the server just when it was taken (RFC 9112, section 9.3.1):
          // what only reads is simply asked again, on a fresh one.
          if (error instanceof StaleSocketError && request.method === 'GET') return once(request);
          throw error;
        }
      }),
    close: async () => {
      for (const agent of [plain, plainHeld, secureAgents?.usual, secureAgents?.held]) agent?.destroy();
    },
  };
}

function bodyHeaders({ body }: HttpRequest): Readonly<Record<string, string>> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
}
