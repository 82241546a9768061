import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BridgeParts } from '../../bridge/index.ts';
import type { Defect } from './control.ts';
import { isRecord } from './json.ts';

type ApiDeps = Parameters<BridgeParts['createApi']>[0];

/** A request to the management API, its body read and nothing of it checked. */
export interface ApiRequest {
  readonly method: string;
  /** Below the base path and without the query: `/connections/1`. */
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** An answer; the body is undefined where there is none, or no JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** How the management API is broken. The console, which is no client of it, stays as it is. */
export interface ApiChange {
  /** Gives what is carried out instead, or what is answered without anything being carried out. */
  request?(request: ApiRequest): ApiRequest | ApiAnswer | Promise<ApiRequest | ApiAnswer>;
  /** Refusals come by as well. `request` is what was asked, before it was changed. */
  answer?(answer: ApiAnswer, request: ApiRequest): ApiAnswer;
}

const BASE = '/iot-flow/v1';

/** A bridge whose management API changes what it is asked or what it answers, behind the check of the token. */
export function changeApi(change: (deps: ApiDeps) => ApiChange): Defect {
  return (parts) => ({
    ...parts,
    createApi: (deps) => changeServer(parts.createApi(deps), change(deps)),
  });
}

/** Puts the change before a server that has not begun yet. */
export function changeServer(app: FastifyInstance, change: ApiChange): FastifyInstance {
  const asked = new WeakMap<FastifyRequest, ApiRequest>();
  app.addHook('preHandler', async (request, reply) => {
    const before = requestOf(request);
    if (before === undefined) return;
    asked.set(request, before);
    const made = (await change.request?.(before)) ?? before;
    if ('status' in made) return reply.code(made.status).send(made.body);
    request.raw.method = made.method;
    request.raw.url = request.url.replace(BASE + before.path, BASE + made.path);
    request.query = made.query;
    request.body = made.body;
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const before = asked.get(request) ?? requestOf(request);
    if (before === undefined || change.answer === undefined) return payload;
    const answer: ApiAnswer = { status: reply.statusCode, body: jsonOf(payload) };
    const made = change.answer(answer, before);
    if (made === answer) return payload;
    reply.code(made.status).removeHeader('content-length');
    if (made.body === undefined) return '';
    return made.body === answer.body ? payload : JSON.stringify(made.body);
  });
  return app;
}

function requestOf(request: FastifyRequest): ApiRequest | undefined {
  const [address = ''] = request.url.split('?');
  if (!address.startsWith(`${BASE}/`)) return undefined;
  const { method, query, body } = request;
  return { method, path: address.slice(BASE.length), query: isRecord(query) ? query : {}, body };
}

function jsonOf(payload: unknown): unknown {
  try {
    return JSON.parse(String(payload));
  } catch {
    return undefined;
  }
}
