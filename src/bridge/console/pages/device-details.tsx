import type { ComponentChildren } from 'preact';
import { Icon, Live, ToastBeside } from '../../../ui/index.ts';
import type { DevEui } from '../../dev-eui.ts';
import type { Device } from '../../devices/device.ts';
import { refusal } from '../../errors.ts';
import { fragment, liveAnswer } from '../answers.tsx';
import type { ConsoleDeps } from '../console-deps.ts';
import type { Activity, DeviceActivity } from '../device-activity.ts';
import { Crumbs, page } from '../page.tsx';
import { pathTo, withQuery } from '../paths.ts';
import { Moment, percent } from '../states.tsx';
import { devEuiOf, type PageRoute } from '../visit.ts';
import { deviceConnections } from './device-connections.tsx';
import { readDeviceUplinks, type ShownUplink, UplinkTable } from './device-uplinks.tsx';
import { EventTable } from './event-table.tsx';

const MOST_EVENTS = 5;

/** A device's page: what it is, how it is heard, its last uplinks, and where they go. */
export function deviceDetailsPages(deps: ConsoleDeps, activity: DeviceActivity): PageRoute[] {
  const { devices, events, testUplink } = deps;
  const connections = deviceConnections(deps);
  const path = '/devices/{devEui}';
  const eventsOf = (devEui: DevEui) => events.find({ devEui }).slice(0, MOST_EVENTS);
  return [
    ...connections.routes,
    {
      method: 'GET',
      path,
      async run(visit) {
        const device = devices.get(devEuiOf(visit));
        await activity.refresh();
        const uplinks = await readDeviceUplinks(deps, activity, device.devEui);
        const title = device.name ?? device.devEui;
        return page(visit, {
          title,
          here: pathTo('devices'),
          body: (
            <div>
              <div class="headline">
                <div>
                  <Crumbs way={[{ label: 'DEVICES', href: pathTo('devices') }]} here={title} />
                  <h1>{title}</h1>
                </div>
                {testUplink === undefined ? null : (
                  <div class="actions">
                    <button
                      type="button"
                      class="button"
                      hx-post={pathTo('devices', device.devEui, 'test-uplink')}
                      hx-swap="none"
                      hx-disabled-elt="this"
                    >
                      <Icon name="send" />
                      SEND A TEST UPLINK
                    </button>
                  </div>
                )}
              </div>
              <div class="pair">
                <Information device={device} />
                <section class="panel" aria-labelledby="status-title">
                  <h2 id="status-title">STATUS</h2>
                  <Status device={device} heard={activity.of(device.devEui)} />
                </section>
              </div>
              <section class="panel" aria-labelledby="connections-title">
                {connections.show(device)}
              </section>
              <section class="panel" aria-labelledby="uplinks-title">
                <h2 id="uplinks-title">LAST UPLINKS</h2>
                <Uplinks devEui={device.devEui} uplinks={uplinks} />
              </section>
              <section class="panel" aria-labelledby="events-title">
                <div class="panel-head">
                  <h2 id="events-title">EVENTS</h2>
                  <a class="far" href={withQuery(pathTo('events'), { devEui: device.devEui })}>
                    All of this device
                  </a>
                </div>
                <EventTable
                  events={eventsOf(device.devEui)}
                  of="device"
                  empty="There are no events of this device."
                />
              </section>
            </div>
          ),
        });
      },
    },
    {
      method: 'POST',
      path: `${path}/test-uplink`,
      async run(visit) {
        if (testUplink === undefined) throw refusal('not-found', 'This bridge stands in no simulation');
        const { devEui, name } = devices.get(devEuiOf(visit));
        await testUplink(devEui);
        return fragment(<ToastBeside title="Done" text={`Device '${name ?? devEui}' has sent an uplink.`} />);
      },
    },
    {
      method: 'GET',
      path: `${path}/status`,
      async run(visit) {
        const device = devices.get(devEuiOf(visit));
        await activity.refresh();
        const heard = activity.of(device.devEui);
        return liveAnswer(visit, statusShown(device, heard), <Status device={device} heard={heard} />);
      },
    },
    {
      method: 'GET',
      path: `${path}/uplinks`,
      async run(visit) {
        const { devEui } = devices.get(devEuiOf(visit));
        await activity.refresh();
        const uplinks = await readDeviceUplinks(deps, activity, devEui);
        return liveAnswer(visit, uplinks, <Uplinks devEui={devEui} uplinks={uplinks} />);
      },
    },
  ];
}

function Information({ device: { name, devEui, tags } }: { readonly device: Device }) {
  return (
    <section class="panel" aria-labelledby="information-title">
      <h2 id="information-title">INFORMATION</h2>
      <Facts
        facts={[
          ['Name', name ?? '–'],
          ['DevEUI', <span class="mono">{devEui}</span>],
          [
            'Tags',
            tags.length === 0
              ? '–'
              : tags.map((tag) => (
                  <span class="tag" key={tag}>
                    {tag}
                  </span>
                )),
          ],
        ]}
      />
    </section>
  );
}

interface StatusProps {
  readonly device: Device;
  readonly heard: Activity | undefined;
}

function Status({ device, heard }: StatusProps) {
  const { rssi, snr, sf } = heard?.radio ?? {};
  return (
    <Live
      id="status"
      href={pathTo('devices', device.devEui, 'status')}
      shown={statusShown(device, heard)}
      everySeconds={2}
    >
      <Facts
        facts={[
          [
            'Last uplink',
            device.lastUplink === undefined ? '–' : [<Moment at={device.lastUplink} />, ' UTC'],
          ],
          ['Packets (24 h)', heard?.packets ?? 0],
          ['Spreading factor', sf ?? '–'],
          ['Signal', rssi === undefined ? '–' : `${rssi} dBm${snr === undefined ? '' : `, SNR ${snr} dB`}`],
          ['Packet error rate', percent(heard?.lossRate)],
        ]}
      />
    </Live>
  );
}

function statusShown({ lastUplink }: Device, heard: Activity | undefined): unknown {
  return [lastUplink, heard];
}

interface UplinksProps {
  readonly devEui: DevEui;
  readonly uplinks: readonly ShownUplink[];
}

function Uplinks({ devEui, uplinks }: UplinksProps) {
  return (
    <Live
      id="uplinks"
      href={pathTo('devices', devEui, 'uplinks')}
      shown={uplinks}
      everySeconds={2}
      restsWhileUsed
    >
      <UplinkTable uplinks={uplinks} />
    </Live>
  );
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {facts.map(([label, fact]) => [<dt key={label}>{label}</dt>, <dd key={`${label}: `}>{fact}</dd>])}
    </dl>
  );
}
