import { appAssets, icon } from '../../ui/index.ts';

/** What the console's pages load. */
export const ASSETS = appAssets(
  'console',
  new URL('./browser/console.ts', import.meta.url),
  icon('#0b5cad', 'M4 7h6a3 3 0 0 1 3 3v4a3 3 0 0 0 3 3h4M17 14l3 3-3 3M4 17h3'),
);
