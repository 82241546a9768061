import type { ReportCounts } from '../commands/report-counts.ts';
import type { Connections } from '../connections/connections.ts';
import type { EventStore } from '../events/event-log.ts';
import type { BridgeParts } from '../parts.ts';
import type { Intake } from '../uplinks/intake.ts';
import { bridgeMetrics } from './bridge-metrics.ts';
import { exposition } from './exposition.ts';

export type MetricsPageDeps = Pick<BridgeParts, 'processMetrics'> & {
  readonly connections: Connections;
  readonly events: EventStore;
  readonly intake: Intake;
  readonly reports: ReportCounts;
  /** True while the broker of the uplinks is reached. */
  readonly broker: () => boolean;
};

/** Makes the page of all metrics; they are read when it is asked for, nothing is kept for it. */
export function createMetricsPage(deps: MetricsPageDeps): () => string {
  const { connections, events, intake, reports, broker, processMetrics } = deps;
  return () =>
    exposition([
      ...bridgeMetrics({
        broker: broker(),
        intake: intake.counts(),
        reports,
        events: events.counts(),
        connections: connections.list().map(({ id, name }) => ({
          id,
          name,
          state: connections.status(id).state,
          counters: connections.metrics(id),
          traffic: connections.traffic(id),
        })),
      }),
      ...(processMetrics?.() ?? []),
    ]);
}
