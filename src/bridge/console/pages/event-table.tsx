import { type Column, DataTable } from '../../../ui/index.ts';
import type { BridgeEvent } from '../../events/event.ts';
import { pathTo } from '../paths.ts';
import { Moment, SeverityBadge } from '../states.tsx';

const TIME: Column<BridgeEvent> = {
  label: 'Time (UTC)',
  show: ({ time }) => <Moment at={time} />,
  class: 'no-break',
};
const SEVERITY: Column<BridgeEvent> = {
  label: 'Severity',
  show: ({ severity }) => <SeverityBadge severity={severity} />,
  class: 'no-break',
};
const MESSAGE: Column<BridgeEvent> = { label: 'Message', show: ({ message }) => message };
const CONNECTION: Column<BridgeEvent> = {
  label: 'Connection',
  show: ({ connectionId }) =>
    connectionId === undefined ? (
      <span class="quiet">–</span>
    ) : (
      <a href={pathTo('connections', connectionId)}>{connectionId}</a>
    ),
};
const DEVICE: Column<BridgeEvent> = {
  label: 'Device',
  show: ({ devEui }) =>
    devEui === undefined ? (
      <span class="quiet">–</span>
    ) : (
      <a class="mono" href={pathTo('devices', devEui)}>
        {devEui}
      </a>
    ),
  class: 'no-break',
};

export interface EventTableProps {
  readonly events: readonly BridgeEvent[];
  /** Whom all of them are about: that column is left out. */
  readonly of?: 'connection' | 'device';
  readonly empty: string;
}

export function EventTable({ events, of, empty }: EventTableProps) {
  const about = of === undefined ? [CONNECTION, DEVICE] : of === 'connection' ? [DEVICE] : [CONNECTION];
  return (
    <DataTable
      caption="Events"
      columns={[TIME, SEVERITY, MESSAGE, ...about]}
      rows={events}
      keyOf={({ id }) => id}
      empty={empty}
    />
  );
}
