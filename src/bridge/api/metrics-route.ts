import { EXPOSITION_TYPE } from '../metrics/index.ts';
import { type Route, route } from './route.ts';

/**
 * What Prometheus scrapes. It names the connections, so it is behind a token as the rest is; Prometheus fetches one by
 * itself (Prometheus, Configuration, `oauth2`).
 */
export function metricsRoute(metrics: () => string): Route {
  return route(
    {
      method: 'GET',
      path: '/metrics',
      tag: 'Health',
      summary: 'All metrics in Prometheus’ text format',
      answers: { 200: { description: 'The metrics as they stand', mediaType: EXPOSITION_TYPE } },
    },
    () => ({ status: 200, headers: { 'content-type': EXPOSITION_TYPE }, body: metrics() }),
  );
}
