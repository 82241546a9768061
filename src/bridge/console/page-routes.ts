import type { ConsoleDeps } from './console-deps.ts';
import { connectionListPages } from './pages/connection-list.tsx';
import type { PageRoute } from './visit.ts';

/** All pages of the console. */
export function pageRoutes(deps: ConsoleDeps): PageRoute[] {
  return [...connectionListPages(deps)];
}
