import type { ComponentChildren } from 'preact';
import { Badge, DataTable, Live, Pager, type Tone } from '../../../../src/ui/index.ts';
import { fragment, type PageAnswer } from '../answers.tsx';
import {
  type DevicePage,
  type DeviceStatus,
  type ListedDevice,
  type ListWish,
  listDevices,
  SORT_KEYS,
  type SortKey,
  STATUSES,
} from '../device-list.ts';
import { page, When } from '../frame.tsx';
import { inventoryOf } from '../inventory-of.ts';
import { answerLive } from '../live-answer.ts';
import { pathTo } from '../paths.ts';
import type { Visit } from '../visit.ts';

const TONES: Readonly<Record<DeviceStatus, Tone>> = {
  AVAILABLE: 'passed',
  UNAVAILABLE: 'failed',
  MAINTENANCE: 'blocked',
  'NOT MONITORED': 'muted',
};

const HEADINGS: Readonly<Record<SortKey, string>> = {
  status: 'Status',
  name: 'Name',
  model: 'Model',
  serialNumber: 'Serial number',
  registered: 'Registration date',
  id: 'System ID',
};

/** Devices → All devices. */
export function devicesPage(visit: Visit): PageAnswer {
  const wish = readWish(visit.query);
  const found = listDevices(inventoryOf(visit).all(), visit.now, wish);
  const part = <DeviceTable wish={wish} found={found} />;
  if (visit.isFragment) return answerLive(visit, found, () => fragment(part));
  return page(visit, {
    title: 'All devices',
    here: pathTo('devices'),
    body: (
      <>
        <div class="headline">
          <h1>All devices</h1>
        </div>
        <section class="panel">
          <Filters wish={wish} />
          {part}
        </section>
      </>
    ),
  });
}

/** Reads what is wanted from an address; what makes no sense there counts as not said. */
export function readWish(query: URLSearchParams): ListWish {
  const status = STATUSES.find((one) => one === query.get('status'));
  const page = Number(query.get('page') ?? '1');
  return {
    search: (query.get('search') ?? '').slice(0, 200),
    sort: SORT_KEYS.find((key) => key === query.get('sort')) ?? 'name',
    descending: query.get('descending') === 'true',
    page: Number.isInteger(page) && page > 0 ? page : 1,
    ...(status === undefined ? {} : { status }),
  };
}

function hrefOf(wish: ListWish, change: Partial<ListWish>): string {
  const { search, status, sort, descending, page: at } = { ...wish, ...change };
  const query = new URLSearchParams({ search, sort, descending: String(descending), page: String(at) });
  if (status !== undefined) query.set('status', status);
  return `${pathTo('devices')}?${query}`;
}

function Filters({ wish }: { readonly wish: ListWish }) {
  return (
    <search>
      <form class="filters" method="get" action={pathTo('devices')}>
        <label>
          Search
          <input
            name="search"
            type="search"
            value={wish.search}
            placeholder="Name, model, serial number, ID"
          />
        </label>
        <label>
          Status
          <select name="status">
            <option value="">any</option>
            {STATUSES.map((status) => (
              <option key={status} value={status} selected={status === wish.status}>
                {status.toLowerCase()}
              </option>
            ))}
          </select>
        </label>
        <input type="hidden" name="sort" value={wish.sort} />
        <input type="hidden" name="descending" value={String(wish.descending)} />
        <button type="submit" class="button">
          Filter
        </button>
      </form>
    </search>
  );
}

function DeviceTable({ wish, found }: { readonly wish: ListWish; readonly found: DevicePage }) {
  const column = (key: SortKey, show: (device: ListedDevice) => ComponentChildren) => ({
    label: HEADINGS[key],
    show,
    class: 'no-break',
    sort: {
      href: hrefOf(wish, { sort: key, descending: key === wish.sort && !wish.descending, page: 1 }),
      ...(key === wish.sort
        ? { now: wish.descending ? ('descending' as const) : ('ascending' as const) }
        : {}),
    },
  });
  return (
    <Live id="devices" href={hrefOf(wish, {})} shown={found} everySeconds={3}>
      <DataTable
        caption="All devices"
        keyOf={({ id }) => id}
        rows={found.devices}
        empty={
          wish.search === '' && wish.status === undefined
            ? 'There is no device yet. A device appears here as soon as its first uplink has arrived.'
            : 'No device matches.'
        }
        columns={[
          column('status', ({ status }) => <Badge tone={TONES[status]}>{status.toLowerCase()}</Badge>),
          column('name', ({ id, name }) => <a href={pathTo('devices', id)}>{name === '' ? id : name}</a>),
          column('model', ({ model }) => model),
          column('serialNumber', ({ serialNumber }) => <span class="mono">{serialNumber}</span>),
          column('registered', ({ registered }) => <When at={registered} />),
          column('id', ({ id }) => <span class="mono">{id}</span>),
        ]}
      />
      <Pager
        what="devices"
        page={found.page}
        pages={found.pages}
        total={found.total}
        hrefOf={(to) => hrefOf(wish, { page: to })}
      />
    </Live>
  );
}
