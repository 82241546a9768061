import { bundleBrowserCode, HTMX, icon, type PageAsset, script, styles } from '../../ui/index.ts';
import { worldCss } from './world-css.ts';

/** What the pages load. */
export const ASSETS: Readonly<Record<string, PageAsset>> = {
  'world.css': styles(async () => worldCss()),
  'world.js': script(() => bundleBrowserCode(new URL('./browser/world-view.ts', import.meta.url))),
  'htmx.js': HTMX,
  'icon.svg': icon('#7a4700', 'M4 7h6a3 3 0 0 1 3 3v4a3 3 0 0 0 3 3h4M17 14l3 3-3 3M4 17h3'),
};
