import type { OpenRoute, Route } from './call.ts';

export type AnyRoute = Route | OpenRoute;

interface Node {
  readonly fixed: Map<string, Node>;
  varying: Node | undefined;
  readonly routes: Map<string, AnyRoute>;
}

type Match =
  | { readonly kind: 'route'; readonly route: AnyRoute; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'other-methods'; readonly allowed: readonly string[] }
  | { readonly kind: 'none' };

export interface Router {
  find(method: string, path: string): Match;
}

function emptyNode(): Node {
  return { fixed: new Map(), varying: undefined, routes: new Map() };
}

/**
 * A table of routes. It holds no state of a request or a twin, so that one table serves every twin: registering forty
 * routes with a Fastify of its own would cost each scenario ten milliseconds.
 */
export function createRouter(routes: readonly AnyRoute[]): Router {
  const root = emptyNode();
  for (const route of routes) {
    let node = root;
    for (const part of split(route.path)) {
      if (part.startsWith(':')) {
        node.varying ??= emptyNode();
        node = node.varying;
      } else {
        const next = node.fixed.get(part) ?? emptyNode();
        node.fixed.set(part, next);
        node = next;
      }
    }
    node.routes.set(route.method, route);
  }
  return {
    find(method, path) {
      const parts = split(path).map(decode);
      const node = walk(root, parts);
      if (node === undefined || node.routes.size === 0) return { kind: 'none' };
      const route = node.routes.get(method);
      if (route === undefined) return { kind: 'other-methods', allowed: [...node.routes.keys()] };
      return { kind: 'route', route, values: valuesOf(route.path, parts) };
    },
  };
}

function split(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A fixed part wins over a varying one; where it leads nowhere, the varying one is tried. */
function walk(node: Node, parts: readonly string[]): Node | undefined {
  const [part, ...rest] = parts;
  if (part === undefined) return node;
  const fixed = node.fixed.get(part);
  const found = fixed === undefined ? undefined : walk(fixed, rest);
  if (found !== undefined && found.routes.size > 0) return found;
  return node.varying === undefined ? found : walk(node.varying, rest);
}

function valuesOf(pattern: string, parts: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [index, part] of split(pattern).entries()) {
    const value = parts[index];
    if (part.startsWith(':') && value !== undefined) values[part.slice(1)] = value;
  }
  return values;
}
