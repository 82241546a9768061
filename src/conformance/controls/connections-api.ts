import type { ApiRequest } from './api.ts';
import { isRecord, type ObjectChange } from './json.ts';

/** Says whether a request creates a connection, or replaces one. */
export function definesConnection({ method, path }: ApiRequest): boolean {
  return method === 'POST' ? path === '/connections' : method === 'PUT' && path.startsWith('/connections');
}

/** The id of the connection that a request names in its path; undefined where it names none there. */
export function namedConnection({ path }: ApiRequest): string | undefined {
  return /^\/connections\/([^/]+)$/.exec(path)?.[1];
}

/** A request with its body changed, if that is an object. */
export function withBody(request: ApiRequest, change: ObjectChange): ApiRequest {
  return isRecord(request.body) ? { ...request, body: change(request.body) } : request;
}

/** A request with the configuration of its connection changed, if it defines one that has any. */
export function withConfiguration(request: ApiRequest, change: ObjectChange): ApiRequest {
  if (!definesConnection(request)) return request;
  return withBody(request, (body) =>
    isRecord(body.configuration) ? { ...body, configuration: change(body.configuration) } : body,
  );
}
