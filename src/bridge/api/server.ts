import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Clock } from '../../clock/index.ts';
import type { Pages } from '../console/index.ts';
import { BridgeError, ERRORS, refusal } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Answer, Route } from './route.ts';
import { createRouteTable, type Match, type RouteTable } from './route-table.ts';
import type { Tokens } from './tokens.ts';

export interface ApiServerDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tokens: Tokens;
  readonly routes: readonly Route[];
  readonly basePath: string;
  /** What is served beside the API. */
  readonly pages?: Pages;
  readonly maxBodyBytes: number;
  /** False while the bridge starts or closes: only what is open to all is answered then. */
  readonly ready: () => boolean;
  /** Told what nobody had foreseen, after it was answered with 500. */
  readonly onUnexpected: (error: unknown, where: string) => void;
}

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Headers of every answer: nothing is cached, framed, sniffed or run (OWASP, REST Security Cheat Sheet). */
const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** Serves the routes below the base path. Costs about a millisecond, for each scenario has its own. */
export function createApiServer(deps: ApiServerDeps): FastifyInstance {
  const app = fastify({
    bodyLimit: deps.maxBodyBytes,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    // A slow client must not hold a socket for ever.
    requestTimeout: 30_000,
    frameworkErrors: (error, request, reply) => fail(deps, error, request, reply),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(JSON_TYPE, { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch {
      // The parser's own message quotes what was sent, and that may be a secret.
      done(refusal('malformed', 'The body is no JSON document'));
    }
  });
  app.addContentTypeParser(FORM_TYPE, { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.setErrorHandler<FastifyError>((error, request, reply) => fail(deps, error, request, reply));
  app.setNotFoundHandler((_request, reply) =>
    refuse(reply, refusal('not-found', 'There is nothing at this path')),
  );
  const table = createRouteTable(deps.routes, deps.basePath);
  app.route({
    method: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'],
    url: '*',
    // Before the body is read: a stranger's is not worth it.
    onRequest: (request, reply, done) => {
      if (deps.pages?.serves(pathOf(request)) === true) return done();
      const { route } = matched(table, request, reply);
      if (route.open !== true && !authorised(request, deps.tokens)) throw unauthorised(request);
      if (route.open !== true && !deps.ready())
        throw refusal('unavailable', 'The bridge is starting or closing');
      checkMediaType(route, request.headers['content-type']);
      done();
    },
    handler: (request, reply) => {
      const { pages } = deps;
      if (pages?.serves(pathOf(request)) === true)
        return deps.clock.activity(`${request.method} ${pathOf(request)}`, async () => {
          const { method, params, query, body, headers, url } = request;
          return send(reply, await pages.handle({ method, params, query, body, headers, url }));
        });
      const { route, params } = matched(table, request, reply);
      return deps.clock.activity(`${route.method} ${route.path}`, async () => {
        const { query, body, headers, url } = request;
        return send(reply, await route.run({ params, query, body, headers, url }));
      });
    },
  });
  return app;
}

function matched(table: RouteTable<Route>, request: FastifyRequest, reply: FastifyReply): Match<Route> {
  const match = table.match(request.method, pathOf(request));
  if ('route' in match) return match;
  if (match.allow.length === 0) throw refusal('not-found', 'There is nothing at this path');
  const allow = match.allow.join(', ');
  reply.header('allow', allow);
  throw refusal('method', `${request.method} is not possible here, but ${allow}`);
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0] ?? '';
}

function checkMediaType(route: Route, type: string | undefined): void {
  const wanted = route.form === true ? FORM_TYPE : JSON_TYPE;
  if (type === undefined || type.split(';')[0]?.trim().toLowerCase() === wanted) return;
  throw new BridgeError(
    'media-type',
    `The body has another content type than it should. Send "Content-Type: ${wanted}".`,
  );
}

function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  reply.code(status).headers({ ...SECURITY_HEADERS, ...headers });
  return reply.send(body);
}

function authorised(request: FastifyRequest, tokens: Tokens): boolean {
  const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '') ?? [];
  return token !== undefined && tokens.check(token) !== undefined;
}

function unauthorised(request: FastifyRequest): BridgeError {
  const given = request.headers.authorization !== undefined;
  return refusal('unauthorised', given ? 'The token is unknown or its time is over' : 'A token is wanted');
}

function fail(
  deps: ApiServerDeps,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = asRefusal(error, deps.maxBodyBytes);
  if (known !== undefined) return refuse(reply, known);
  const where = `${request.method} ${request.url.split('?')[0]}`;
  deps.logger.error({ error, where }, 'A request failed for no foreseen reason');
  deps.onUnexpected(error, where);
  return refuse(reply, refusal('unexpected', 'Something went wrong inside the bridge'));
}

/** What the framework refuses, in the bridge's own words. */
function asRefusal(error: unknown, maxBodyBytes: number): BridgeError | undefined {
  if (error instanceof BridgeError) return error;
  if (isBrokenOff(error)) return refusal('invalid', 'The request broke off before its end');
  if (!isFastifyError(error)) return undefined;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refusal('too-large', `The body has more than ${maxBodyBytes} bytes`);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return refusal('media-type', 'The body has no content type that is read here');
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return refusal('invalid', 'The address or the length of the request is malformed');
    default:
      return undefined;
  }
}

/** The client went away in the midst of its body: Node's `IncomingMessage` then fails with `ECONNRESET`, "aborted". */
function isBrokenOff(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ECONNRESET' &&
    'statusCode' in error &&
    error.statusCode === 400
  );
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('FST_');
}

function refuse(reply: FastifyReply, { kind, message, fields }: BridgeError): FastifyReply {
  const { code, status } = ERRORS[kind];
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="iot-flow"');
  const body = fields.length === 0 ? { code, message } : { code, message, errors: fields };
  return send(reply, { status, body });
}
