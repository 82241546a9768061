export { appCss } from './app-css.ts';
export { AppShell, type MenuEntry } from './app-shell.tsx';
export { Badge } from './badge.tsx';
export { bundleBrowserCode } from './browser-code.ts';
export { Chart, type ChartProps } from './chart.tsx';
export { type Column, DataTable, Pager } from './data-table.tsx';
export { Icon, type IconName } from './icon.tsx';
export { fingerprint, Live } from './live.tsx';
export {
  appAssets,
  HTMX,
  icon,
  type PageAsset,
  script,
  servePageAssets,
  styles,
} from './page-assets.ts';
export { APP_PAGE_POLICY, renderAppPage, renderFragment } from './render-app-page.ts';
export { renderStandalonePage } from './render-page.ts';
export { BarLegend, type BarPart, StackedBar } from './stacked-bar.tsx';
export { ToastBeside, type ToastProps } from './toast.tsx';
export type { Tone } from './tokens.ts';
