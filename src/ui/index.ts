export { Badge } from './badge.tsx';
export { renderStandalonePage } from './render-page.ts';
export { BarLegend, type BarPart, StackedBar } from './stacked-bar.tsx';
export type { Tone } from './tokens.ts';
