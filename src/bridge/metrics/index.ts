export { EXPOSITION_TYPE, type Metric } from './exposition.ts';
export { createMetricsPage } from './metrics-page.ts';
export { createProcessMetrics } from './process-metrics.ts';
