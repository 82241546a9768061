import { appAssets, icon } from '../../../src/ui/index.ts';

/** What the pages load. */
export const ASSETS = appAssets(
  'app',
  new URL('./browser/device-management.ts', import.meta.url),
  icon('#0f6236', 'M7 18a4.5 4.5 0 0 1-.5-9A6 6 0 0 1 18 8.5 4.8 4.8 0 0 1 17.5 18z'),
);
