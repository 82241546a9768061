import type { Answer, RawRequest } from '../api/route.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { CONSOLE_PATH } from './paths.ts';

export type { ConsoleDeps } from './console-deps.ts';

/** A request for a page. */
export type PageRequest = RawRequest & { readonly method: string };

/** Pages beside the management API, on the same server. */
export interface Pages {
  /** Whether this path is theirs. */
  serves(path: string): boolean;
  /** Answers, also what goes wrong. */
  handle(request: PageRequest): Promise<Answer>;
}

/**
 * The console (ThingPark X IoT Flow, Creating a Cumulocity connection, Creating a connection from UI). Its pages are
 * loaded with the first request: most bridges of a test run have no visitor.
 */
export function createConsole(deps: ConsoleDeps): Pages {
  let opened: Promise<Pages['handle']> | undefined;
  return {
    serves: (path) => path === '/' || path === CONSOLE_PATH || path.startsWith(`${CONSOLE_PATH}/`),
    async handle(request) {
      opened ??= import('./open-console.ts').then(({ openConsole }) => openConsole(deps));
      const handle = await opened;
      return handle(request);
    },
  };
}
