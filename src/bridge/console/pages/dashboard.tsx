import { Badge, Chart, Live } from '../../../ui/index.ts';
import type { BridgeEvent } from '../../events/event.ts';
import { liveAnswer } from '../answers.tsx';
import type { ConsoleDeps } from '../console-deps.ts';
import { page } from '../page.tsx';
import { CONSOLE_PATH, pathTo } from '../paths.ts';
import type { PageRoute } from '../visit.ts';
import { EventTable } from './event-table.tsx';

/** All that the dashboard shows. */
interface Overview {
  readonly connections: number;
  readonly opened: number;
  readonly devices: number;
  readonly uplinks: number;
  readonly failed: number;
  readonly downlinks: number;
  readonly broker: boolean;
  readonly from: number;
  readonly stepMs: number;
  readonly uplinksByMinute: readonly number[];
  readonly failedByMinute: readonly number[];
  readonly events: readonly BridgeEvent[];
}

const MOST_EVENTS = 8;

/** Dashboard: how all connections do. */
export function dashboardPages(deps: ConsoleDeps): PageRoute[] {
  const live = pathTo('overview');
  return [
    {
      method: 'GET',
      path: '',
      run: (visit) =>
        page(visit, {
          title: 'Dashboard',
          here: CONSOLE_PATH,
          charts: true,
          body: (
            <div>
              <div class="headline">
                <h1>Dashboard</h1>
              </div>
              <OverviewPanels href={live} shown={overviewOf(deps)} />
            </div>
          ),
        }),
    },
    {
      method: 'GET',
      path: '/overview',
      run(visit) {
        const shown = overviewOf(deps);
        return liveAnswer(visit, shown, <OverviewPanels href={live} shown={shown} />);
      },
    },
  ];
}

function overviewOf({ connections, devices, events, health }: ConsoleDeps): Overview {
  const all = connections.list().map(({ id }) => ({
    state: connections.status(id).state,
    metrics: connections.metrics(id),
    history: connections.history(id, 'hour'),
  }));
  const total = (count: (one: (typeof all)[number]) => number) =>
    all.reduce((sum, one) => sum + count(one), 0);
  const [first] = all;
  const byMinute = (counts: (one: (typeof all)[number]) => readonly number[]) =>
    (first?.history.uplinks ?? []).map((_count, index) => total((one) => counts(one)[index] ?? 0));
  return {
    connections: all.length,
    opened: all.filter(({ state }) => state === 'OPENED').length,
    devices: devices.list().length,
    uplinks: total(({ metrics }) => metrics.uplinksLast24h),
    failed: total(({ metrics }) => metrics.uplinksLast24hFailed),
    downlinks: total(({ metrics }) => metrics.downlinksLast24h),
    broker: health().broker,
    from: first?.history.from ?? 0,
    stepMs: first?.history.stepMs ?? 0,
    uplinksByMinute: byMinute(({ history }) => history.uplinks),
    failedByMinute: byMinute(({ history }) => history.uplinksFailed),
    events: events.find({}).slice(0, MOST_EVENTS),
  };
}

function OverviewPanels({ href, shown }: { readonly href: string; readonly shown: Overview }) {
  return (
    <Live id="overview" href={href} shown={shown} everySeconds={2}>
      <div class="tiles first">
        <Tile
          href={pathTo('connections')}
          name="CONNECTIONS"
          number={shown.connections}
          note={`${shown.opened} opened`}
        />
        <Tile href={pathTo('devices')} name="DEVICES" number={shown.devices} note="heard or assigned" />
        <Tile
          href={pathTo('connections')}
          name="UPLINKS (24 H)"
          number={shown.uplinks}
          note={`${shown.failed} failed`}
        />
        <Tile
          href={pathTo('connections')}
          name="DOWNLINKS (24 H)"
          number={shown.downlinks}
          note="delivered"
        />
      </div>
      <section class="panel" aria-labelledby="hour-title">
        <div class="panel-head">
          <h2 id="hour-title">UPLINKS OF THE LAST HOUR</h2>
          <span class="far">
            {shown.broker ? (
              <Badge tone="passed" sign="●">
                Broker connected
              </Badge>
            ) : (
              <Badge tone="failed" sign="▲">
                Broker not connected
              </Badge>
            )}
          </span>
        </div>
        {shown.connections === 0 ? (
          <p class="empty">
            There is no connection yet. <a href={pathTo('connections', 'create')}>Create one</a>.
          </p>
        ) : (
          <Chart
            id="hour-chart"
            label={`Chart: uplinks of all connections by minute, ${shown.uplinksByMinute.reduce((a, b) => a + b, 0)} in the last hour`}
            times={shown.uplinksByMinute.map((_count, index) => shown.from + index * shown.stepMs)}
            series={[
              { label: 'Uplinks', tone: 'passed', shape: 'bars', values: shown.uplinksByMinute },
              ...(shown.failedByMinute.every((count) => count === 0)
                ? []
                : [
                    {
                      label: 'Failed uplinks',
                      tone: 'failed',
                      shape: 'line',
                      values: shown.failedByMinute,
                    } as const,
                  ]),
            ]}
          />
        )}
      </section>
      <section class="panel" aria-labelledby="events-title">
        <div class="panel-head">
          <h2 id="events-title">LAST EVENTS</h2>
          <a class="far" href={pathTo('events')}>
            All events
          </a>
        </div>
        <EventTable events={shown.events} empty="Nothing has happened yet." />
      </section>
    </Live>
  );
}

interface TileProps {
  readonly href: string;
  readonly name: string;
  readonly number: number;
  readonly note: string;
}

function Tile({ href, name, number, note }: TileProps) {
  return (
    <a class="tile" href={href}>
      <span class="name">{name}</span>
      <span class="number">{number}</span>
      <span class="note">{note}</span>
    </a>
  );
}
