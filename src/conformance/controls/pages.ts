import type { BridgeParts } from '../../bridge/index.ts';
import type { Defect } from './control.ts';

type Pages = Parameters<BridgeParts['createApi']>[0]['pages'];

/** A bridge whose console's pages are changed where they are text; `path` is without the query. */
export function changePages(change: (text: string, path: string) => string): Defect {
  return (parts) => ({
    ...parts,
    createApi: (deps) => parts.createApi({ ...deps, pages: changedPages(deps.pages, change) }),
  });
}

/** The same, of the pages alone. Scripts and pictures stay as they are. */
export function changedPages(pages: Pages, change: (text: string, path: string) => string): Pages {
  return {
    serves: (path) => pages.serves(path),
    async handle(request) {
      const answer = await pages.handle(request);
      const [path = ''] = request.url.split('?');
      return typeof answer.body !== 'string' || path.includes('/assets/')
        ? answer
        : { ...answer, body: change(answer.body, path) };
    },
  };
}
