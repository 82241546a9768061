import { refusal } from '../errors.ts';
import type { RouteDescription } from './route.ts';

type Addressed = Pick<RouteDescription, 'method' | 'path'>;

/** The route of a request, and what its path holds. */
export interface Match<R> {
  readonly route: R;
  readonly params: Readonly<Record<string, string>>;
}

export interface RouteTable<R> {
  /** The route; or the methods that there are at this path, when it has none of this method. */
  match(method: string, path: string): Match<R> | { readonly allow: readonly string[] };
}

/**
 * Finds routes by comparing segments. A framework's router compiles code for each route, which costs some milliseconds a
 * server; there are but some forty routes, and each scenario has a server of its own.
 */
export function createRouteTable<R extends Addressed>(routes: readonly R[], basePath: string): RouteTable<R> {
  const table = routes.map((route) => ({ route, segments: `${basePath}${route.path}`.split('/') }));
  return {
    match(method, path) {
      const given = path.replace(/\/$/, '').split('/');
      const fitting = table.filter(({ segments }) => fits(segments, given));
      const found = fitting.find(({ route }) => route.method === method);
      if (found === undefined) return { allow: [...new Set(fitting.map(({ route }) => route.method))] };
      const params = found.segments.flatMap((segment, index) => {
        const name = parameterName(segment);
        return name === undefined ? [] : [[name, decoded(given[index] ?? '')] as const];
      });
      return { route: found.route, params: Object.fromEntries(params) };
    },
  };
}

function fits(segments: readonly string[], given: readonly string[]): boolean {
  return (
    segments.length === given.length &&
    segments.every(
      (segment, index) =>
        segment === given[index] || (parameterName(segment) !== undefined && given[index] !== ''),
    )
  );
}

function parameterName(segment: string): string | undefined {
  return segment.startsWith('{') ? segment.slice(1, -1) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refusal('invalid', 'The path is not percent-encoded as it should be');
  }
}
