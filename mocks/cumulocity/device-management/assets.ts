import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { appCss, bundleBrowserCode } from '../../../src/ui/index.ts';
import type { PageAnswer } from './answers.tsx';

const packages = createRequire(import.meta.url);
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0f6236" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"><path d="M7 18a4.5 4.5 0 0 1-.5-9A6 6 0 0 1 18 8.5 4.8 4.8 0 0 1 17.5 18z"/></svg>';

const JAVASCRIPT = 'text/javascript; charset=utf-8';
const fromPackage = (path: string) => readFile(packages.resolve(path), 'utf8');

const MAKERS: Readonly<Record<string, { readonly type: string; readonly make: () => Promise<string> }>> = {
  'app.css': {
    type: 'text/css; charset=utf-8',
    make: async () => `${appCss()}\n${await fromPackage('uplot/dist/uPlot.min.css')}`,
  },
  'app.js': {
    type: JAVASCRIPT,
    make: () => bundleBrowserCode(new URL('./browser/device-management.ts', import.meta.url)),
  },
  'htmx.js': { type: JAVASCRIPT, make: () => fromPackage('htmx.org/dist/htmx.min.js') },
  'uplot.js': { type: JAVASCRIPT, make: () => fromPackage('uplot/dist/uPlot.iife.min.js') },
  'icon.svg': { type: 'image/svg+xml', make: async () => ICON },
};

interface Made {
  readonly body: string;
  readonly tag: string;
}

/** Serves what the pages load, each made once. Undefined: there is no such file. */
export function createAssets(): (
  name: string,
  ifNoneMatch: string | undefined,
) => Promise<PageAnswer | undefined> {
  const made = new Map<string, Promise<Made>>();
  return async (name, ifNoneMatch) => {
    const maker = Object.hasOwn(MAKERS, name) ? MAKERS[name] : undefined;
    if (maker === undefined) return undefined;
    const making = made.get(name) ?? maker.make().then(withTag);
    made.set(name, making);
    const { body, tag } = await making;
    const headers = { 'cache-control': 'no-cache', etag: tag };
    if (ifNoneMatch === tag) return { kind: 'answer', status: 304, headers, body: '' };
    return { kind: 'answer', status: 200, headers: { ...headers, 'content-type': maker.type }, body };
  };
}

function withTag(body: string): Made {
  return { body, tag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}
