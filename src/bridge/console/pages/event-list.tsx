import { Live, Pager } from '../../../ui/index.ts';
import { type BridgeEvent, EVENT_TYPES } from '../../events/event.ts';
import { fragment, liveAnswer } from '../answers.tsx';
import type { ConsoleDeps } from '../console-deps.ts';
import { listHref, type PageOf, pageOfList } from '../lists.ts';
import { page } from '../page.tsx';
import { pathTo } from '../paths.ts';
import type { PageRoute, Visit } from '../visit.ts';
import { EventTable } from './event-table.tsx';

const SEVERITIES = ['info', 'warning', 'error'] as const;
const PER_PAGE = 25;

/** Events, newest first, by severity, kind, connection and device. */
export function eventListPages({ events, connections }: ConsoleDeps): PageRoute[] {
  const here = pathTo('events');
  const found = (visit: Visit): PageOf<BridgeEvent> => {
    const { severity, type, connectionId, devEui } = visit.query;
    const list = events.find({
      severity: SEVERITIES.find((one) => one === severity),
      type: EVENT_TYPES.find((one) => one === type),
      connectionId: given(connectionId),
      devEui: given(devEui?.trim()),
    });
    return pageOfList(list, visit, PER_PAGE);
  };
  const table = (visit: Visit, list: PageOf<BridgeEvent>) => (
    <Live id="list" href={listHref(visit, {})} shown={list} everySeconds={2}>
      <EventTable events={list.rows} empty="Nothing like that has happened." />
      <Pager {...list} what="events" hrefOf={(number) => listHref(visit, { page: String(number) })} />
    </Live>
  );
  return [
    {
      method: 'GET',
      path: '/events',
      run(visit) {
        const list = found(visit);
        if (visit.query.seen !== undefined) return liveAnswer(visit, list, table(visit, list));
        if (visit.isFragment) return fragment(table(visit, list));
        const { query } = visit;
        return page(visit, {
          title: 'Events',
          here,
          body: (
            <div>
              <div class="headline">
                <h1>Events</h1>
              </div>
              <section class="panel" aria-label="Events">
                <form
                  class="filters"
                  method="get"
                  action={here}
                  hx-get={here}
                  hx-trigger="change, input changed delay:300ms from:find #devEui, submit"
                  hx-target="#list"
                  hx-swap="outerHTML"
                >
                  <Choice
                    name="severity"
                    label="Severity"
                    chosen={query.severity}
                    options={SEVERITIES.map(same)}
                  />
                  <Choice name="type" label="Kind" chosen={query.type} options={EVENT_TYPES.map(same)} />
                  <Choice
                    name="connectionId"
                    label="Connection"
                    chosen={query.connectionId}
                    options={connections.list().map(({ id, name }) => [id, `${name} (${id})`])}
                  />
                  <label for="devEui">
                    DevEUI
                    <input
                      id="devEui"
                      name="devEui"
                      type="search"
                      value={query.devEui ?? ''}
                      autocomplete="off"
                    />
                  </label>
                </form>
                {table(visit, list)}
              </section>
            </div>
          ),
        });
      },
    },
  ];
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly chosen: string | undefined;
  readonly options: readonly (readonly [string, string])[];
}

function Choice({ name, label, chosen, options }: ChoiceProps) {
  return (
    <label for={name}>
      {label}
      <select id={name} name={name}>
        <option value="">All</option>
        {options.map(([value, text]) => (
          <option key={value} value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function same(text: string): readonly [string, string] {
  return [text, text];
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
