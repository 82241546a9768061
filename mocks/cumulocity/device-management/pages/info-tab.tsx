import { Badge, Live } from '../../../../src/ui/index.ts';
import { fragment, type PageAnswer } from '../answers.tsx';
import { deviceOf } from '../device-list.ts';
import { When } from '../frame.tsx';
import { answerLive } from '../live-answer.ts';
import { pathTo } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { devicePage, requireDevice } from './device-frame.tsx';

/** What the platform knows of the device itself. */
export function infoTab(visit: Visit, id: string): PageAnswer {
  const object = requireDevice(visit, id);
  const device = deviceOf(object, visit.now);
  const shown = {
    ...device,
    type: object.fields.type,
    owner: object.owner,
    updated: object.updated,
    fields: object.fields,
  };
  const part = (
    <Live id="info" href={pathTo('devices', id)} shown={shown} everySeconds={3}>
      <div class="pair">
        <section class="panel" aria-labelledby="device-data">
          <h2 id="device-data">DEVICE DATA</h2>
          <dl class="facts">
            <dt>Name</dt>
            <dd>{device.name}</dd>
            <dt>Type</dt>
            <dd>{String(object.fields.type ?? '')}</dd>
            <dt>Model</dt>
            <dd>{device.model}</dd>
            <dt>Serial number</dt>
            <dd class="mono">{device.serialNumber}</dd>
            <dt>System ID</dt>
            <dd class="mono">{device.id}</dd>
            <dt>Owner</dt>
            <dd>{object.owner}</dd>
            <dt>Registration date</dt>
            <dd>
              <When at={device.registered} />
            </dd>
            <dt>Last update</dt>
            <dd>
              <When at={object.updated} />
            </dd>
          </dl>
        </section>
        <section class="panel" aria-labelledby="device-status">
          <h2 id="device-status">DEVICE STATUS</h2>
          <dl class="facts">
            <dt>Status</dt>
            <dd>
              <Badge tone="neutral">{device.status.toLowerCase()}</Badge>
            </dd>
            <dt>Last communication</dt>
            <dd>{device.lastMessage === undefined ? 'none yet' : <When at={device.lastMessage} />}</dd>
          </dl>
        </section>
      </div>
      <section class="panel" aria-labelledby="device-fragments">
        <h2 id="device-fragments">FRAGMENTS</h2>
        <pre>{JSON.stringify(object.fields, null, 2)}</pre>
      </section>
    </Live>
  );
  return visit.isFragment
    ? answerLive(visit, shown, () => fragment(part))
    : devicePage(visit, { id, tab: 'info', body: part });
}
