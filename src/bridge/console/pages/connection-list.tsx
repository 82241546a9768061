import { type Column, DataTable, Icon, Live, Pager } from '../../../ui/index.ts';
import type { ConnectionState } from '../../connections/connection-state.ts';
import { fragment, liveAnswer } from '../answers.tsx';
import type { ConsoleDeps } from '../console-deps.ts';
import { holds, listHref, type PageOf, pageOfList } from '../lists.ts';
import { page } from '../page.tsx';
import { pathTo } from '../paths.ts';
import { StateBadge } from '../states.tsx';
import type { PageRoute, Visit } from '../visit.ts';
import { FindForm } from './find-form.tsx';

/** A connection as the list shows it. */
interface Row {
  readonly id: string;
  readonly name: string;
  readonly hostName: string;
  readonly state: ConnectionState;
  readonly activeDevices: number;
  readonly uplinks: number;
  readonly failed: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { label: 'Name', show: ({ id, name }) => <a href={pathTo('connections', id)}>{name}</a> },
  { label: 'State', show: ({ state }) => <StateBadge state={state} />, class: 'no-break' },
  { label: 'Type', show: () => 'Cumulocity' },
  { label: 'Hostname', show: ({ hostName }) => hostName },
  { label: 'Active devices (24 h)', show: ({ activeDevices }) => activeDevices },
  {
    label: 'Uplinks (24 h)',
    show: ({ uplinks, failed }) => (failed === 0 ? uplinks : `${uplinks}, ${failed} failed`),
  },
  { label: 'Id', show: ({ id }) => id },
];

/** Connections → List. */
export function connectionListPages({ connections }: ConsoleDeps): PageRoute[] {
  const here = pathTo('connections');
  const rowsOf = (visit: Visit): PageOf<Row> => {
    const { q } = visit.query;
    const found = connections
      .list()
      .filter(({ name, configuration, id }) => holds(q, name, configuration.hostName, id));
    const { rows, ...rest } = pageOfList(found, visit);
    const shown = rows.map(({ id, name, configuration }) => {
      const metrics = connections.metrics(id);
      return {
        id,
        name,
        hostName: configuration.hostName,
        state: connections.status(id).state,
        activeDevices: metrics.activeThingsLast24h,
        uplinks: metrics.uplinksLast24h,
        failed: metrics.uplinksLast24hFailed,
      };
    });
    return { ...rest, rows: shown };
  };
  const table = (visit: Visit, list: PageOf<Row>) => (
    <Live id="list" href={listHref(visit, {})} shown={list} everySeconds={2}>
      <DataTable
        caption="Connections"
        columns={COLUMNS}
        rows={list.rows}
        keyOf={({ id }) => id}
        empty={
          visit.query.q === undefined ? (
            <span>
              There is no connection yet. <a href={pathTo('connections', 'create')}>Create one</a>.
            </span>
          ) : (
            'No connection is like that.'
          )
        }
      />
      <Pager {...list} what="connections" hrefOf={(number) => listHref(visit, { page: String(number) })} />
    </Live>
  );
  return [
    {
      method: 'GET',
      path: '/connections',
      run(visit) {
        const list = rowsOf(visit);
        if (visit.query.seen !== undefined) return liveAnswer(visit, list, table(visit, list));
        if (visit.isFragment) return fragment(table(visit, list));
        return page(visit, {
          title: 'Connections',
          here,
          body: (
            <div>
              <div class="headline">
                <h1>Connections</h1>
                <div class="far">
                  <a class="button first" href={pathTo('connections', 'create')}>
                    <Icon name="plus" />
                    CREATE
                  </a>
                </div>
              </div>
              <section class="panel" aria-label="Connections">
                <FindForm href={here} value={visit.query.q} placeholder="Name or hostname" />
                {table(visit, list)}
              </section>
            </div>
          ),
        });
      },
    },
  ];
}
