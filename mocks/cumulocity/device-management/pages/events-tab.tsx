import { z } from 'zod';
import { DataTable, Live } from '../../../../src/ui/index.ts';
import { fragment, type PageAnswer } from '../answers.tsx';
import { When } from '../frame.tsx';
import { answerLive } from '../live-answer.ts';
import { pathTo } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { devicePage, requireDevice } from './device-frame.tsx';

const eventsSchema = z.object({
  events: z.array(z.looseObject({ id: z.string(), type: z.string(), text: z.string(), time: z.string() })),
});

/** The newest events of a device. */
export function eventsTab(visit: Visit, id: string): PageAnswer {
  requireDevice(visit, id);
  const { events } = visit.platform.get('/event/events', { source: id, pageSize: '100' }, eventsSchema);
  const part = (
    <Live id="events" href={pathTo('devices', id, 'events')} shown={events} everySeconds={2}>
      <section class="panel" aria-labelledby="events-heading">
        <h2 id="events-heading">EVENTS</h2>
        <DataTable
          caption="Events of the device, the newest first"
          rows={events}
          keyOf={(event) => event.id}
          empty="There is no event yet."
          columns={[
            { label: 'Time', show: ({ time }) => <When at={time} /> },
            { label: 'Text', show: ({ text }) => text },
            { label: 'Type', show: ({ type }) => <span class="mono">{type}</span> },
            { label: 'Details', show: (event) => <Details value={event} /> },
          ]}
        />
      </section>
    </Live>
  );
  return visit.isFragment
    ? answerLive(visit, events, () => fragment(part))
    : devicePage(visit, { id, tab: 'events', body: part });
}

/** The whole record, folded away. */
export function Details({ value }: { readonly value: unknown }) {
  return (
    <details>
      <summary>JSON</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
