import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Connections } from '../connections/connections.ts';
import type { Pages } from '../console/index.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';
import type { EventStore } from '../events/event-log.ts';
import type { Flows } from '../flows/flows.ts';
import type { BridgeParts } from '../parts.ts';
import type { HttpUplinks } from '../uplinks/index.ts';
import { connectionRoutes, connectorRoutes } from './connection-routes.ts';
import { deviceRoutes } from './device-routes.ts';
import { docsRoutes } from './docs-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { driverRoutes, flowRoutes } from './flow-routes.ts';
import { metricsRoute } from './metrics-route.ts';
import { oauthRoutes } from './oauth-routes.ts';
import { type Route, route } from './route.ts';
import { createApiServer } from './server.ts';
import { createTokens } from './tokens.ts';
import { uplinkRoutes } from './uplink-routes.ts';

/** Where the management API lies, as on the product (`https://<platform>/iot-flow/v1`). */
export const BASE_PATH = '/iot-flow/v1';

interface Health {
  readonly status: 'starting' | 'up' | 'closing';
  /** True while the broker of the uplinks is reached. */
  readonly broker: boolean;
}

export type ApiDeps = Pick<
  BridgeParts,
  'config' | 'clock' | 'logger' | 'secureRandom' | 'drivers' | 'onUnexpected'
> & {
  readonly connections: Connections;
  readonly flows: Flows;
  readonly devices: DeviceDirectory;
  readonly events: EventStore;
  readonly health: () => Health;
  /** The metrics in Prometheus' text format, as they stand. */
  readonly metrics: () => string;
  /** The console's pages. */
  readonly pages: Pages;
  /** The way in by HTTP, where there is one. */
  readonly uplinks?: HttpUplinks | undefined;
};

/** The management API, ready to be injected into or to listen. */
export function createApi(deps: ApiDeps): FastifyInstance {
  const { config, clock, logger, secureRandom, connections } = deps;
  const tokens = createTokens({
    clock,
    secureRandom,
    clientId: config.api.clientId,
    clientSecret: config.api.clientSecret,
    lifetimeMs: config.api.tokenLifetime,
    maxTokens: config.limits.maxTokens,
  });
  const ready = () => deps.health().status === 'up';
  const routes: Route[] = [
    ...oauthRoutes({ tokens, clock }),
    ...connectorRoutes(),
    ...connectionRoutes(connections, BASE_PATH),
    ...flowRoutes(deps.flows, BASE_PATH),
    ...deviceRoutes(deps.devices, (id) => connections.find(id)),
    ...driverRoutes(deps.drivers),
    ...eventRoutes(deps.events),
    ...(deps.uplinks === undefined ? [] : uplinkRoutes(deps.uplinks, ready)),
    healthRoute(deps.health),
    metricsRoute(deps.metrics),
    ...docsRoutes(() => routes, BASE_PATH),
  ];
  return createApiServer({
    clock,
    logger,
    tokens,
    routes,
    basePath: BASE_PATH,
    pages: deps.pages,
    maxBodyBytes: config.api.maxBodyBytes,
    ready,
    onUnexpected: deps.onUnexpected,
  });
}

const healthSchema = z.object({ status: z.enum(['starting', 'up', 'closing']), broker: z.boolean() });

function healthRoute(health: () => Health): Route {
  return route(
    {
      method: 'GET',
      path: '/health',
      tag: 'Health',
      summary: 'Says whether the bridge works',
      open: true,
      answers: {
        200: { description: 'It works', schema: healthSchema },
        503: { description: 'It is starting or closing', schema: healthSchema },
      },
    },
    () => {
      const now = health();
      return { status: now.status === 'up' ? 200 : 503, body: now };
    },
  );
}
