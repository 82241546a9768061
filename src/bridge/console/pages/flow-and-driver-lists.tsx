import { type Column, DataTable, Pager } from '../../../ui/index.ts';
import type { DriverDescription } from '../../drivers/driver-host.ts';
import type { Flow, Matcher } from '../../flows/flow.ts';
import { fragment } from '../answers.tsx';
import type { ConsoleDeps } from '../console-deps.ts';
import { holds, listHref, type PageOf, pageOfList } from '../lists.ts';
import { page } from '../page.tsx';
import { pathTo } from '../paths.ts';
import type { PageRoute, Visit } from '../visit.ts';
import { FindForm } from './find-form.tsx';

interface ListProps<T> {
  readonly title: string;
  readonly here: string;
  readonly placeholder: string;
  readonly columns: readonly Column<T>[];
  readonly keyOf: (row: T) => string;
  readonly empty: string;
}

/** Flows and Drivers, for reading: they are written with the management API. */
export function flowAndDriverPages({ flows, drivers, connections }: ConsoleDeps): PageRoute[] {
  const nameOf = (id: string) => connections.find(id)?.name ?? id;
  return [
    {
      method: 'GET',
      path: '/flows',
      run: (visit) =>
        listPage(
          visit,
          pageOfList(
            flows.list().filter(({ name, id }) => holds(visit.query.q, name, id)),
            visit,
          ),
          {
            title: 'Flows',
            here: pathTo('flows'),
            placeholder: 'Name',
            columns: flowColumns(nameOf),
            keyOf: ({ id }) => id,
            empty: 'There is no such flow. Flows are made with the management API.',
          },
        ),
    },
    {
      method: 'GET',
      path: '/drivers',
      async run(visit) {
        const all = await drivers.list();
        const found = all.filter(({ id, models }) =>
          holds(visit.query.q, id, ...models.map(({ moduleId }) => moduleId)),
        );
        return listPage(visit, pageOfList(found, visit), {
          title: 'Drivers',
          here: pathTo('drivers'),
          placeholder: 'Id or model',
          columns: DRIVER_COLUMNS,
          keyOf: ({ id }) => id,
          empty: 'There is no such driver.',
        });
      },
    },
  ];
}

function listPage<T>(visit: Visit, list: PageOf<T>, props: ListProps<T>) {
  const { title, here, placeholder, columns, keyOf, empty } = props;
  const table = (
    <div id="list">
      <DataTable caption={title} columns={columns} rows={list.rows} keyOf={keyOf} empty={empty} />
      <Pager
        {...list}
        what={title.toLowerCase()}
        hrefOf={(number) => listHref(visit, { page: String(number) })}
      />
    </div>
  );
  if (visit.isFragment) return fragment(table);
  return page(visit, {
    title,
    here,
    body: (
      <div>
        <div class="headline">
          <h1>{title}</h1>
        </div>
        <section class="panel" aria-label={title}>
          <FindForm href={here} value={visit.query.q} placeholder={placeholder} />
          {table}
        </section>
      </div>
    ),
  });
}

function flowColumns(nameOf: (connectionId: string) => string): readonly Column<Flow>[] {
  return [
    {
      label: 'Name',
      show: ({ name, description }) => (
        <span>
          {name}
          {description === undefined ? null : <span class="quiet"> {description}</span>}
        </span>
      ),
    },
    { label: 'Devices', show: ({ matchers }) => matchers.map(matcherText).join(' or ') },
    { label: 'Driver', show: ({ driver }) => driver?.id ?? 'none' },
    {
      label: 'Connections',
      show: ({ connectors }) =>
        connectors.map(({ connectionId, uplinkTimeValidity }) => (
          <span key={connectionId}>
            <a href={pathTo('connections', connectionId)}>{nameOf(connectionId)}</a>
            {uplinkTimeValidity === undefined ? null : ` (uplinks no older than ${uplinkTimeValidity})`}{' '}
          </span>
        )),
    },
    { label: 'Id', show: ({ id }) => id },
  ];
}

const DRIVER_COLUMNS: readonly Column<DriverDescription>[] = [
  { label: 'Id', show: ({ id }) => <span class="mono">{id}</span> },
  { label: 'Producer', show: ({ producerId }) => producerId },
  { label: 'Version', show: ({ version }) => version },
  { label: 'Application', show: ({ application }) => moduleText(application) },
  { label: 'Models', show: ({ models }) => (models.length === 0 ? '–' : models.map(moduleText).join(', ')) },
];

function matcherText(matcher: Matcher): string {
  return matcher.type === 'key' ? matcher.key : `tags ${matcher.tags.join(' and ')}`;
}

function moduleText({ producerId, moduleId, version }: DriverDescription['application']): string {
  return `${producerId}:${moduleId}:${version}`;
}
