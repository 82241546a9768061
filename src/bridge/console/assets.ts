import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { appCss, bundleBrowserCode } from '../../ui/index.ts';
import type { Answer } from '../api/route.ts';
import { refusal } from '../errors.ts';

const packages = createRequire(import.meta.url);
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0b5cad" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"><path d="M4 7h6a3 3 0 0 1 3 3v4a3 3 0 0 0 3 3h4M17 14l3 3-3 3M4 17h3"/></svg>';

const fromPackage = (path: string) => () => readFile(packages.resolve(path), 'utf8');

interface Asset {
  readonly type: string;
  readonly make: () => Promise<string>;
}

const ASSETS: Readonly<Record<string, Asset>> = {
  'console.css': {
    type: 'text/css; charset=utf-8',
    make: async () => `${appCss()}\n${await fromPackage('uplot/dist/uPlot.min.css')()}`,
  },
  'console.js': {
    type: 'text/javascript; charset=utf-8',
    make: () => bundleBrowserCode(new URL('./browser/console.ts', import.meta.url)),
  },
  'htmx.js': { type: 'text/javascript; charset=utf-8', make: fromPackage('htmx.org/dist/htmx.min.js') },
  'uplot.js': {
    type: 'text/javascript; charset=utf-8',
    make: fromPackage('uplot/dist/uPlot.iife.min.js'),
  },
  'icon.svg': { type: 'image/svg+xml', make: async () => ICON },
};

interface Made {
  readonly body: string;
  readonly tag: string;
}

/** Serves what the pages load: styles, scripts of the packages and their own, each made once. */
export function createAssets(): (name: string, ifNoneMatch: unknown) => Promise<Answer> {
  const made = new Map<string, Promise<Made>>();
  return async (name, ifNoneMatch) => {
    const asset = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
    if (asset === undefined) throw refusal('not-found', 'The console has no such file');
    let making = made.get(name);
    if (making === undefined) {
      making = asset
        .make()
        .then((body) => ({ body, tag: `"${createHash('sha256').update(body).digest('base64url')}"` }));
      made.set(name, making);
    }
    const { body, tag } = await making;
    // Asked for each time, sent once: a bridge that was renewed must not meet the scripts of the one before.
    const headers = { 'cache-control': 'no-cache', etag: tag };
    if (ifNoneMatch === tag) return { status: 304, headers };
    return { status: 200, headers: { ...headers, 'content-type': asset.type }, body };
  };
}
