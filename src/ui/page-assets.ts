import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { appCss } from './app-css.ts';
import { bundleBrowserCode } from './browser-code.ts';

const packages = createRequire(import.meta.url);
const JAVASCRIPT = 'text/javascript; charset=utf-8';
const CSS = 'text/css; charset=utf-8';

/** A file that pages load. */
export interface PageAsset {
  readonly type: string;
  readonly make: () => Promise<string>;
}

/** What is answered to whom asks for such a file. */
export interface AssetAnswer {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const styles = (make: () => Promise<string>): PageAsset => ({ type: CSS, make });
export const script = (make: () => Promise<string>): PageAsset => ({ type: JAVASCRIPT, make });

/** An icon of lines on a ground of 24 by 24, in one colour. */
export function icon(colour: string, path: string): PageAsset {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"><path d="${path}"/></svg>`;
  return { type: 'image/svg+xml', make: async () => svg };
}

/** htmx as it comes. */
export const HTMX: PageAsset = script(() => fromPackage('htmx.org/dist/htmx.min.js'));

/** The charting library. */
export const CHARTS: PageAsset = script(
  async () => `${USABLE_LANGUAGE}\n${await fromPackage('uplot/dist/uPlot.iife.min.js')}`,
);
/**
 * uPlot asks `Intl` for the browser's language as soon as it is loaded, and ends there where that is none of BCP 47:
 * Chromium tells `en-US@posix` on machines whose locale is C.
 */
export const USABLE_LANGUAGE =
  "try{new Intl.NumberFormat(navigator.language)}catch{Object.defineProperty(navigator,'language',{value:'en'})}";

/** What the pages of an application with charts load; `<name>.css` and `<name>.js` are its own, the latter from `entry`. */
export function appAssets(name: string, entry: URL, appIcon: PageAsset): Readonly<Record<string, PageAsset>> {
  return {
    [`${name}.css`]: styles(async () => `${appCss()}\n${await fromPackage('uplot/dist/uPlot.min.css')}`),
    [`${name}.js`]: script(() => bundleBrowserCode(entry)),
    'htmx.js': HTMX,
    'uplot.js': CHARTS,
    'icon.svg': appIcon,
  };
}

/**
 * Serves what pages load, each file made once. It is asked for each time and sent once: a server that was renewed must
 * not meet the scripts of the one before (RFC 9110, 13.1.2). Undefined: there is no such file.
 */
export function servePageAssets(
  assets: Readonly<Record<string, PageAsset>>,
): (name: string, ifNoneMatch: unknown) => Promise<AssetAnswer | undefined> {
  const made = new Map<string, Promise<{ readonly body: string; readonly tag: string }>>();
  return async (name, ifNoneMatch) => {
    const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
    if (asset === undefined) return undefined;
    const making = made.get(name) ?? asset.make().then(tagged);
    made.set(name, making);
    const { body, tag } = await making;
    const headers = { 'cache-control': 'no-cache', etag: tag };
    if (ifNoneMatch === tag) return { status: 304, headers, body: '' };
    return { status: 200, headers: { ...headers, 'content-type': asset.type }, body };
  };
}

function fromPackage(path: string): Promise<string> {
  return readFile(packages.resolve(path), 'utf8');
}

function tagged(body: string) {
  return { body, tag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}
