import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bundleBrowserCode } from '../../ui/index.ts';
import { worldCss } from './world-css.ts';

const packages = createRequire(import.meta.url);
const JAVASCRIPT = 'text/javascript; charset=utf-8';
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#7a4700" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"><path d="M4 7h6a3 3 0 0 1 3 3v4a3 3 0 0 0 3 3h4M17 14l3 3-3 3M4 17h3"/></svg>';

export interface Asset {
  readonly type: string;
  readonly body: string;
  /** For `ETag`. */
  readonly tag: string;
}

const MAKERS: Readonly<Record<string, { readonly type: string; readonly make: () => Promise<string> }>> = {
  'world.css': { type: 'text/css; charset=utf-8', make: async () => worldCss() },
  'world.js': {
    type: JAVASCRIPT,
    make: () => bundleBrowserCode(new URL('./browser/world-view.ts', import.meta.url)),
  },
  'htmx.js': {
    type: JAVASCRIPT,
    make: () => readFile(packages.resolve('htmx.org/dist/htmx.min.js'), 'utf8'),
  },
  'icon.svg': { type: 'image/svg+xml', make: async () => ICON },
};

/** What the pages load, each made once; undefined: there is no such file. */
export function createAssets(): (name: string) => Promise<Asset | undefined> {
  const made = new Map<string, Promise<Asset>>();
  return async (name) => {
    const maker = Object.hasOwn(MAKERS, name) ? MAKERS[name] : undefined;
    if (maker === undefined) return undefined;
    const { type, make } = maker;
    const making =
      made.get(name) ??
      make().then((body) => ({
        type,
        body,
        tag: `"${createHash('sha256').update(body).digest('base64url')}"`,
      }));
    made.set(name, making);
    return making;
  };
}
