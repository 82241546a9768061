import { type Column, DataTable, Live, Pager } from '../../../ui/index.ts';
import type { Device } from '../../devices/device.ts';
import { fragment, liveAnswer } from '../answers.tsx';
import type { ConsoleDeps } from '../console-deps.ts';
import type { DeviceActivity } from '../device-activity.ts';
import { holds, listHref, type PageOf, pageOfList } from '../lists.ts';
import { page } from '../page.tsx';
import { pathTo } from '../paths.ts';
import { Moment, percent } from '../states.tsx';
import type { PageRoute, Visit } from '../visit.ts';
import { FindForm } from './find-form.tsx';

/** A device as the documented list shows it. */
interface Row {
  readonly device: Device;
  readonly packets: number;
  readonly sf: number | undefined;
  readonly lossRate: number | undefined;
  readonly alarms: number;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    label: 'Name',
    show: ({ device }) => <a href={pathTo('devices', device.devEui)}>{device.name ?? device.devEui}</a>,
  },
  { label: 'DevEUI', show: ({ device }) => <span class="mono">{device.devEui}</span>, class: 'no-break' },
  { label: 'Last uplink (UTC)', show: ({ device }) => <Moment at={device.lastUplink} />, class: 'no-break' },
  { label: 'Packets (24 h)', show: ({ packets }) => packets },
  { label: 'SF', show: ({ sf }) => sf ?? '–' },
  { label: 'PER', show: ({ lossRate }) => percent(lossRate) },
  { label: 'Alarms', show: ({ alarms }) => alarms },
  {
    label: 'Tags',
    show: ({ device }) =>
      device.tags.map((tag) => (
        <span class="tag" key={tag}>
          {tag}
        </span>
      )),
  },
];

/** Devices → List. */
export function deviceListPages({ devices, events }: ConsoleDeps, activity: DeviceActivity): PageRoute[] {
  const here = pathTo('devices');
  const rowsOf = async (visit: Visit): Promise<PageOf<Row>> => {
    await activity.refresh();
    const { q } = visit.query;
    const found = devices.list().filter(({ devEui, name, tags }) => holds(q, devEui, name, ...tags));
    const { rows, ...rest } = pageOfList(found, visit);
    const alarms = new Map<string, number>();
    for (const { devEui, severity } of events.find({})) {
      if (devEui !== undefined && severity !== 'info') alarms.set(devEui, (alarms.get(devEui) ?? 0) + 1);
    }
    const shown = rows.map((device) => {
      const heard = activity.of(device.devEui);
      return {
        device,
        packets: heard?.packets ?? 0,
        sf: heard?.radio.sf,
        lossRate: heard?.lossRate,
        alarms: alarms.get(device.devEui) ?? 0,
      };
    });
    return { ...rest, rows: shown };
  };
  const table = (visit: Visit, list: PageOf<Row>) => (
    <Live id="list" href={listHref(visit, {})} shown={list} everySeconds={3}>
      <DataTable
        caption="Devices"
        columns={COLUMNS}
        rows={list.rows}
        keyOf={({ device }) => device.devEui}
        empty={
          visit.query.q === undefined
            ? 'No device has sent anything yet, and none was assigned.'
            : 'No device is like that.'
        }
      />
      <Pager {...list} what="devices" hrefOf={(number) => listHref(visit, { page: String(number) })} />
    </Live>
  );
  return [
    {
      method: 'GET',
      path: '/devices',
      async run(visit) {
        const list = await rowsOf(visit);
        if (visit.query.seen !== undefined) return liveAnswer(visit, list, table(visit, list));
        if (visit.isFragment) return fragment(table(visit, list));
        return page(visit, {
          title: 'Devices',
          here,
          body: (
            <div>
              <div class="headline">
                <h1>Devices</h1>
              </div>
              <section class="panel" aria-label="Devices">
                <FindForm href={here} value={visit.query.q} placeholder="Name, DevEUI or tag" />
                {table(visit, list)}
              </section>
            </div>
          ),
        });
      },
    },
  ];
}
