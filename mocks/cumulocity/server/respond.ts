import { apiRouter } from '../api/index.ts';
import { PlatformError } from '../errors.ts';
import type { Realtime } from '../realtime/index.ts';
import type { Unsettled } from '../unsettled.ts';
import { signIn } from './authentication.ts';
import type { Answer, Call, OpenRoute, ProcessingMode, Route } from './call.ts';
import { contentTypeHeader, jsonTypeOf, negotiate, vendorType } from './media-types.ts';
import type { Incoming, Outgoing } from './peer.ts';
import { Query } from './query.ts';
import type { AnyRoute } from './router.ts';
import type { Tenant, Tenants, User } from './tenants.ts';

export interface Target {
  readonly method: string;
  readonly path: string;
  readonly query: string;
}

/** Method and path; a POST with `X-HTTP-METHOD` stands for that method (Cumulocity OpenAPI, *Limited HTTP clients*). */
export function targetOf(incoming: Incoming): Target {
  const mark = incoming.url.indexOf('?');
  const path = mark < 0 ? incoming.url : incoming.url.slice(0, mark);
  const override = incoming.method === 'POST' ? incoming.headers['x-http-method'] : undefined;
  return {
    method: (override ?? incoming.method).toUpperCase(),
    path: path.replace(/(.)\/+$/, '$1'),
    query: mark < 0 ? '' : incoming.url.slice(mark + 1),
  };
}

export interface ParsedBody {
  readonly value: unknown;
  readonly problem: string | undefined;
}

/** The body as JSON, or as the text it is where it isn't. */
export function parseBody(text: string): ParsedBody {
  if (text.trim() === '') return { value: undefined, problem: undefined };
  try {
    const value: unknown = JSON.parse(text);
    return { value, problem: undefined };
  } catch (error) {
    return { value: text, problem: error instanceof Error ? error.message : String(error) };
  }
}

interface Facts {
  readonly tenants: Tenants;
  readonly unsettled: Unsettled;
  readonly realtime: Realtime;
  readonly now: number;
  /** Told as soon as they are known, for the journal. */
  readonly learn: (fact: { matched?: boolean; tenant?: string; user?: string }) => void;
}

const MODES: Readonly<Record<string, ProcessingMode>> = {
  PERSISTENT: { name: 'PERSISTENT', stores: true, notifies: true },
  TRANSIENT: { name: 'TRANSIENT', stores: false, notifies: true },
  QUIESCENT: { name: 'QUIESCENT', stores: true, notifies: false },
  CEP: { name: 'CEP', stores: false, notifies: false },
};
const PERSISTENT: ProcessingMode = { name: 'PERSISTENT', stores: true, notifies: true };

/**
 * Serves one request: finds the resource, signs the user in, checks permission, media types and body, and runs the
 * handler. All of it in one turn, so that requests are transactions.
 *
 * @throws PlatformError for what is refused
 */
export function respond(incoming: Incoming, target: Target, body: ParsedBody, facts: Facts): Outgoing {
  const { route, values } = findRoute(target, facts);
  const { headers } = incoming;
  if ('open' in route) {
    const answerAs = acceptedType(route, headers.accept, facts.unsettled);
    const base = callBase(incoming, target, body, facts, values);
    const tenant = facts.tenants.ofHost(incoming.host);
    return toOutgoing(route.answer({ ...base, answerAs, tenant }), answerAs, true, facts.now);
  }
  const request = {
    authorization: headers.authorization,
    host: incoming.host,
    useXBasic: headers.usexbasic?.toLowerCase() === 'true',
  };
  try {
    const { tenant, user } = signIn(facts.tenants, request, facts.unsettled);
    facts.learn({ tenant: tenant.id, user: user.name });
    return serve(route, values, { incoming, target, body, tenant, user }, facts);
  } catch (error) {
    const unknown = error instanceof PlatformError && error.status === 401;
    const denial = unknown ? route.denied?.(body.value, facts.unsettled) : undefined;
    if (denial === undefined) throw error;
    const shown = headers.accept !== undefined || route.needsNoAccept?.(facts.unsettled) === true;
    return toOutgoing(denial, route.produces?.[0], shown, facts.now);
  }
}

/** The same for a user who needs not sign in: the twin's own hand. */
export function respondAs(
  tenant: Tenant,
  user: User,
  incoming: Incoming,
  target: Target,
  body: ParsedBody,
  facts: Pick<Facts, 'unsettled' | 'realtime' | 'now'>,
): Outgoing {
  const { route, values } = findRoute(target, { learn: () => {} });
  if ('open' in route) throw new Error(`${target.path} needs no user`);
  return serve(route, values, { incoming, target, body, tenant, user }, facts);
}

interface Served {
  readonly incoming: Incoming;
  readonly target: Target;
  readonly body: ParsedBody;
  readonly tenant: Tenant;
  readonly user: User;
}

function serve(
  route: Route,
  values: Readonly<Record<string, string>>,
  { incoming, target, body, tenant, user }: Served,
  facts: Pick<Facts, 'unsettled' | 'realtime' | 'now'>,
): Outgoing {
  const { accept } = incoming.headers;
  const answerAs = acceptedType(route, accept, facts.unsettled);
  const base = callBase(incoming, target, body, facts, values);
  const { realtime } = facts;
  const call: Call = {
    ...base,
    answerAs,
    tenant,
    store: tenant.store,
    user,
    realtime,
    notify: (notification) => {
      if (base.mode.notifies) realtime.publish(tenant.id, notification);
    },
  };
  checkPermission(route, call, user, tenant);
  checkBody(route, incoming, body, facts.unsettled);
  const answer = route.handle(call);
  // "If you do not specify the header, the response body will be empty" (Media types).
  const shown =
    target.method === 'GET' || accept !== undefined || route.needsNoAccept?.(facts.unsettled) === true;
  const { held } = answer;
  if (held === undefined) return toOutgoing(answer, answerAs, shown, facts.now);
  return {
    kind: 'held',
    until: async (signal, now) =>
      toOutgoing({ status: answer.status, body: await held(signal) }, answerAs, shown, now()),
  };
}

function findRoute(
  target: Target,
  facts: Pick<Facts, 'learn'>,
): { route: AnyRoute; values: Readonly<Record<string, string>> } {
  const match = apiRouter.find(target.method, target.path);
  facts.learn({ matched: match.kind === 'route' });
  switch (match.kind) {
    case 'route':
      return match;
    case 'other-methods':
      throw new PlatformError(
        'methodNotAllowed',
        { method: target.method, allowed: match.allowed.join(', ') },
        { headers: { allow: match.allowed.join(', ') } },
      );
    case 'none':
      throw new PlatformError('noSuchRoute', { method: target.method, path: target.path });
  }
}

function callBase(
  incoming: Incoming,
  target: Target,
  body: ParsedBody,
  facts: Pick<Facts, 'unsettled' | 'now'>,
  values: Readonly<Record<string, string>>,
) {
  const [, resource = 'undefined'] = target.path.split('/');
  return {
    method: target.method,
    path: target.path,
    origin: `${incoming.peer.secure ? 'https' : 'http'}://${incoming.host}`,
    query: new Query(target.query, resource),
    body: body.value,
    bodyType: jsonTypeOf(incoming.headers['content-type']) ?? (body.value === undefined ? undefined : 'json'),
    mode: modeOf(incoming.headers['x-cumulocity-processing-mode'], facts.unsettled),
    fromDevice: incoming.headers['x-cumulocity-application-key'] === undefined,
    now: facts.now,
    unsettled: facts.unsettled,
    param(name: string): string {
      const value = values[name];
      if (value === undefined) throw new Error(`The route ${target.path} has no part :${name}`);
      return value;
    },
  };
}

function modeOf(header: string | undefined, unsettled: Unsettled): ProcessingMode {
  if (header === undefined) return PERSISTENT;
  const mode = MODES[header.trim().toUpperCase()];
  if (mode !== undefined) return mode;
  if (unsettled.unknownProcessingMode === 'persistent') return PERSISTENT;
  const detail = `X-Cumulocity-Processing-Mode: must be one of ${Object.keys(MODES).join(', ')}`;
  throw new PlatformError('invalidField', { detail });
}

function acceptedType(
  route: Pick<Route | OpenRoute, 'produces'>,
  accept: string | undefined,
  unsettled: Unsettled,
): string | undefined {
  const offered = route.produces ?? [];
  if (offered.length === 0) return undefined;
  const type = negotiate(accept, offered, unsettled.foreignAccept === 'answer');
  if (type !== undefined) return type;
  throw new PlatformError('notAcceptable', { accept: accept ?? '', offered: offered.join(', ') });
}

function checkPermission(route: Route, call: Call, user: User, tenant: Tenant): void {
  const needed = route.permissions ?? [];
  if (needed.length === 0 || needed.some((permission) => user.permissions.has(permission))) return;
  const owned = route.owned?.(call) ?? [];
  const owns = owned.every((id) => tenant.store.objects.get(id)?.owner === user.name);
  if (owned.length === 0 || !owns) throw new PlatformError('forbidden', { roles: needed.join(' or ') });
}

function checkBody(route: Route, incoming: Incoming, body: ParsedBody, unsettled: Unsettled): void {
  if (body.value === undefined || route.method === 'GET') return;
  const contentType = incoming.headers['content-type'];
  const expected = (route.consumes ?? []).map(vendorType).join(', ');
  const type = jsonTypeOf(contentType);
  const lenient = contentType === undefined && unsettled.missingContentType === 'read-as-json';
  if (type === undefined ? !lenient : type !== 'json' && !(route.consumes ?? []).includes(type)) {
    throw new PlatformError('unsupportedMediaType', { contentType: contentType ?? '', expected });
  }
  if (body.problem !== undefined) {
    throw new PlatformError(
      'malformedJson',
      { detail: body.problem },
      { status: unsettled.malformedJsonStatus },
    );
  }
}

function toOutgoing(answer: Answer, answerAs: string | undefined, shown: boolean, now: number): Outgoing {
  const body = answer.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body));
  const visible = shown && body !== '';
  const plain = answerAs === 'application/json' || answer.mediaType === undefined;
  const type = plain ? answerAs : answer.mediaType;
  return {
    kind: 'answer',
    status: answer.status,
    headers: {
      date: new Date(now).toUTCString(),
      ...(answer.location === undefined ? {} : { location: answer.location }),
      ...(visible && type !== undefined ? { 'content-type': contentTypeHeader(type) } : {}),
    },
    body: visible ? body : '',
  };
}

/** The answer to a refused request (media type `error`). */
export function refusal(error: PlatformError, now: number): Outgoing {
  return {
    kind: 'answer',
    status: error.status,
    headers: {
      date: new Date(now).toUTCString(),
      'content-type': contentTypeHeader(vendorType('error')),
      ...error.headers,
    },
    body: JSON.stringify(error.body),
  };
}
