import type { ReportCounts } from '../commands/report-counts.ts';
import type { ConnectionMetrics, Traffic } from '../connections/connection-metrics.ts';
import { CONNECTION_STATES, type ConnectionState } from '../connections/connection-state.ts';
import type { EventType } from '../events/event.ts';
import type { IntakeCounts } from '../uplinks/intake.ts';
import type { Metric, Sample } from './exposition.ts';

/** A connection as the metrics tell of it. */
export interface MeasuredConnection {
  readonly id: string;
  readonly name: string;
  readonly state: ConnectionState;
  readonly counters: ConnectionMetrics;
  readonly traffic: Traffic;
}

/** What the metrics are made of, at one moment. */
export interface MeasuredBridge {
  readonly broker: boolean;
  readonly intake: IntakeCounts;
  /** The network's reports about downlinks, by what came of them. */
  readonly reports: ReportCounts;
  /** How often each type of event was told since the start. */
  readonly events: ReadonlyMap<EventType, number>;
  readonly connections: readonly MeasuredConnection[];
}

type Labels = Readonly<Record<string, string>>;
type Read = (connection: MeasuredConnection) => readonly (readonly [number, Labels?])[];

const delivered = { outcome: 'delivered' };
const failed = { outcome: 'failed' };
const hour = { window: '1h' };
const day = { window: '24h' };

/**
 * The bridge's metrics. The gauges of a window are the documented counters of `GET /connections/{id}/metrics`; those that
 * end in `_total` count from the bridge's start, as Prometheus' `rate` wants them.
 */
export function bridgeMetrics(bridge: MeasuredBridge): readonly Metric[] {
  const ofConnections = (read: Read): Sample[] =>
    bridge.connections.flatMap((connection) =>
      read(connection).map(([value, labels]) => ({
        labels: { connection: connection.id, name: connection.name, ...labels },
        value,
      })),
    );
  return [
    gauge('iot_flow_broker_connected', 'Whether the broker of the uplinks is reached', [
      { value: Number(bridge.broker) },
    ]),
    counter('iot_flow_intake_messages_total', 'Messages that came in, by what became of them', [
      ...Object.entries(bridge.intake).map(([outcome, value]) => ({ labels: { outcome }, value })),
    ]),
    counter('iot_flow_downlink_reports_total', 'Reports about downlinks, by what came of them', [
      ...Object.entries(bridge.reports).map(([outcome, value]) => ({ labels: { outcome }, value })),
    ]),
    counter(
      'iot_flow_events_total',
      'Events, by their type',
      [...bridge.events].map(([type, value]) => ({ labels: { type }, value })),
    ),
    gauge(
      'iot_flow_connection_state',
      'The state that a connection is in: 1, the others 0',
      ofConnections(({ state }) =>
        CONNECTION_STATES.map((one) => [Number(one === state), { state: one }] as const),
      ),
    ),
    gauge(
      'iot_flow_connection_uplinks',
      'Uplinks of the last hour and day, by outcome',
      ofConnections(({ counters }) => [
        [counters.uplinksLast1h, { ...hour, ...delivered }],
        [counters.uplinksLast24h, { ...day, ...delivered }],
        [counters.uplinksLast1hFailed, { ...hour, ...failed }],
        [counters.uplinksLast24hFailed, { ...day, ...failed }],
      ]),
    ),
    gauge(
      'iot_flow_connection_downlinks',
      'Downlinks of the last hour and day, by outcome',
      ofConnections(({ counters }) => [
        [counters.downlinksLast1h, { ...hour, ...delivered }],
        [counters.downlinksLast24h, { ...day, ...delivered }],
        [counters.downlinksLast1hFailed, { ...hour, ...failed }],
        [counters.downlinksLast24hFailed, { ...day, ...failed }],
      ]),
    ),
    gauge(
      'iot_flow_connection_active_things',
      'Devices that were in contact within the last hour and day',
      ofConnections(({ counters }) => [
        [counters.activeThingsLast1h, hour],
        [counters.activeThingsLast24h, day],
      ]),
    ),
    gauge(
      'iot_flow_connection_waiting_uplinks',
      'Accepted uplinks that the connection has not passed yet, those of other connections among them',
      ofConnections(({ traffic }) => [[traffic.waiting]]),
    ),
    counter(
      'iot_flow_connection_uplinks_total',
      'Uplinks, by outcome',
      ofConnections(({ traffic }) => [
        [traffic.uplinks, delivered],
        [traffic.uplinksFailed, failed],
      ]),
    ),
    counter(
      'iot_flow_connection_downlinks_total',
      'Downlinks, by outcome',
      ofConnections(({ traffic }) => [
        [traffic.downlinks, delivered],
        [traffic.downlinksFailed, failed],
      ]),
    ),
    counter(
      'iot_flow_connection_messages_lost_total',
      'Messages lost or filtered',
      ofConnections(({ counters }) => [[counters.messagesLost]]),
    ),
  ];
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, help, type: 'gauge', samples };
}

function counter(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, help, type: 'counter', samples };
}
