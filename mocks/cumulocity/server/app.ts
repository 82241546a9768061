import type { IncomingMessage, ServerResponse } from 'node:http';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { AdminParts } from '../admin/index.ts';
import { answerAdmin, isAdminPath } from '../admin/index.ts';
import { type DeviceManagement, isPagePath } from '../device-management/index.ts';
import { PlatformError } from '../errors.ts';
import { exchange, type ServerParts } from './exchange.ts';
import { sendPaced } from './paced.ts';
import type { Final, Incoming, Peer } from './peer.ts';

interface AppParts extends ServerParts {
  readonly admin: AdminParts;
  readonly pages: DeviceManagement;
  readonly bodyBytes: number;
  /** Who sent a request: known to the way in that it came by. */
  readonly peerOf: (request: IncomingMessage, response: ServerResponse) => Peer;
  /** Ends a connection without an answer, in whatever manner fits its way in. */
  readonly cut: (response: ServerResponse, end: Extract<Final, { kind: 'hang-up' }>) => void;
}

/**
 * The HTTP engine: Fastify with one route for everything, behind which the resources' own table decides. It reads
 * bodies, holds the size limit and gives `inject`; without forty routes and schemas of its own it costs a
 * millisecond to create.
 */
export function createApp(parts: AppParts): FastifyInstance {
  const app = fastify({
    logger: false,
    exposeHeadRoutes: false,
    bodyLimit: parts.bodyBytes,
    forceCloseConnections: true,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  const serve = (request: FastifyRequest, reply: FastifyReply, early?: PlatformError) =>
    parts.clock.activity(`twin: ${request.method} ${request.url}`, async () => {
      const incoming = incomingOf(parts, request, reply, early === undefined ? request.body : undefined);
      if (isAdminPath(request.url)) {
        await send(reply, await answerAdmin(parts.admin, incoming));
        return;
      }
      if (isPagePath(request.url)) {
        await send(reply, await parts.pages(incoming));
        return;
      }
      const outgoing = await exchange(parts, incoming, early);
      if (outgoing.kind === 'answer' && outgoing.pace !== undefined) {
        reply.hijack();
        await sendPaced(parts, reply.raw, outgoing, outgoing.pace, incoming.peer.gone);
      } else if (outgoing.kind === 'answer') {
        await send(reply, outgoing);
      } else {
        reply.hijack();
        parts.cut(reply.raw, outgoing);
      }
    });
  app.route({
    method: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'],
    url: '*',
    handler: async (request, reply) => {
      await serve(request, reply);
      return reply;
    },
  });
  app.setErrorHandler(async (error, request, reply) => {
    await serve(request, reply, refusalOf(error, request, parts.bodyBytes));
    return reply;
  });
  return app;
}

/** What Fastify refuses itself, in the platform's words. */
function refusalOf(error: unknown, request: FastifyRequest, limit: number): PlatformError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new PlatformError('tooLarge', { limit });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    const contentType = request.headers['content-type'] ?? '';
    return new PlatformError('unsupportedMediaType', { contentType, expected: 'application/json' });
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new PlatformError('internal', { detail });
}

function incomingOf(parts: AppParts, request: FastifyRequest, reply: FastifyReply, body: unknown): Incoming {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: request.method,
    url: request.url,
    host: headers.host ?? '',
    headers,
    body: typeof body === 'string' ? body : '',
    peer: parts.peerOf(request.raw, reply.raw),
  };
}

async function send(reply: FastifyReply, outgoing: Extract<Final, { kind: 'answer' }>): Promise<void> {
  await reply.code(outgoing.status).headers(outgoing.headers).send(outgoing.body);
}
