import { Icon, type IconName, Live, ToastBeside } from '../../../ui/index.ts';
import type { ConnectionStatus } from '../../connections/supervisor.ts';
import { BridgeError, refusal } from '../../errors.ts';
import type { BridgeEvent } from '../../events/event.ts';
import { fragment, leadWithNotice, liveAnswer } from '../answers.tsx';
import type { ConsoleDeps } from '../console-deps.ts';
import { page } from '../page.tsx';
import { pathTo, withQuery } from '../paths.ts';
import { Moment, StateBadge } from '../states.tsx';
import { type PageRoute, param, type Visit } from '../visit.ts';
import { Confirmation } from './confirmation.tsx';
import { ConnectionHeading } from './connection-heading.tsx';
import { ConnectionMetricsPanel, type MetricsShown, SpanChoice } from './connection-metrics.tsx';
import { ConnectionSettings } from './connection-settings.tsx';
import { EventTable } from './event-table.tsx';

const MOST_EVENTS = 10;

const COMMANDS = [
  { command: 'start', label: 'START', told: 'is being started' },
  { command: 'stop', label: 'STOP', told: 'is being stopped' },
  { command: 'restart', label: 'RESTART', told: 'is being restarted' },
] as const satisfies readonly { readonly command: IconName; readonly label: string; readonly told: string }[];

/** A connection's page: its state, what it has done, its settings and its events, all of it live. */
export function connectionDetailsPages(deps: ConsoleDeps): PageRoute[] {
  const { connections, devices, events, testUplink } = deps;
  const metricsOf = (visit: Visit, id: string): MetricsShown => {
    const span = visit.query.span === 'day' ? 'day' : 'hour';
    return { span, metrics: connections.metrics(id), history: connections.history(id, span) };
  };
  const eventsOf = (id: string) => events.find({ connectionId: id }).slice(0, MOST_EVENTS);
  const path = '/connections/{id}';
  return [
    {
      method: 'GET',
      path,
      run(visit) {
        const connection = connections.get(param(visit, 'id'));
        const { id, name } = connection;
        return page(visit, {
          title: name,
          here: pathTo('connections'),
          charts: true,
          body: (
            <div>
              <div class="headline">
                <ConnectionHeading connection={connection} />
                <div class="actions">
                  {testUplink === undefined ? null : (
                    <button
                      type="button"
                      class="button"
                      hx-post={pathTo('connections', id, 'test-uplink')}
                      hx-swap="none"
                      hx-disabled-elt="this"
                    >
                      <Icon name="send" />
                      SEND A TEST UPLINK
                    </button>
                  )}
                  <button
                    type="button"
                    class="button danger"
                    aria-label="Delete the connection"
                    hx-get={pathTo('connections', id, 'delete')}
                    hx-target="#dialogs"
                  >
                    <Icon name="bin" />
                  </button>
                </div>
              </div>
              <section class="panel state" aria-label="State">
                <div role="status" aria-label="State of the connection">
                  <State id={id} status={connections.status(id)} />
                </div>
                <Commands id={id} />
              </section>
              <section class="panel" aria-labelledby="metrics-title">
                <div class="panel-head">
                  <h2 id="metrics-title">METRICS</h2>
                  <SpanChoice id={id} span="hour" />
                </div>
                <ConnectionMetricsPanel id={id} shown={metricsOf(visit, id)} />
              </section>
              <ConnectionSettings connection={connection} />
              <section class="panel" aria-labelledby="events-title">
                <div class="panel-head">
                  <h2 id="events-title">EVENTS</h2>
                  <a class="far" href={withQuery(pathTo('events'), { connectionId: id })}>
                    All of this connection
                  </a>
                </div>
                <Events id={id} events={eventsOf(id)} />
              </section>
            </div>
          ),
        });
      },
    },
    {
      method: 'GET',
      path: `${path}/state`,
      run(visit) {
        const id = param(visit, 'id');
        const status = connections.status(id);
        return liveAnswer(visit, status, <State id={id} status={status} />);
      },
    },
    {
      method: 'GET',
      path: `${path}/metrics`,
      run(visit) {
        const id = param(visit, 'id');
        const shown = metricsOf(visit, id);
        const panel = <ConnectionMetricsPanel id={id} shown={shown} />;
        return visit.query.seen === undefined
          ? fragment(panel, <SpanChoice id={id} span={shown.span} beside />)
          : liveAnswer(visit, shown, panel);
      },
    },
    {
      method: 'GET',
      path: `${path}/events`,
      run(visit) {
        const { id } = connections.get(param(visit, 'id'));
        const found = eventsOf(id);
        return liveAnswer(visit, found, <Events id={id} events={found} />);
      },
    },
    {
      method: 'POST',
      path: `${path}/command`,
      run(visit) {
        const wanted = COMMANDS.find(({ command }) => command === visit.form.command);
        if (wanted === undefined)
          throw refusal('invalid', 'A connection can be started, stopped and restarted');
        const { id, name } = connections.command(param(visit, 'id'), wanted.command);
        return fragment(
          <ToastBeside title="Done" text={`The connection '${name}' ${wanted.told}.`} />,
          <State id={id} status={connections.status(id)} beside />,
        );
      },
    },
    {
      method: 'POST',
      path: `${path}/test-uplink`,
      async run(visit) {
        if (testUplink === undefined) throw refusal('not-found', 'This bridge stands in no simulation');
        const { id, name } = connections.get(param(visit, 'id'));
        const device = devices.list().find(({ connectionIds }) => connectionIds.includes(id));
        if (device === undefined) {
          throw new BridgeError(
            'conflict',
            `No device has the connection '${name}'. Open a device of the list and add the connection to it.`,
          );
        }
        await testUplink(device.devEui);
        const text = `Device '${device.name ?? device.devEui}' has sent an uplink.`;
        return fragment(<ToastBeside title="Done" text={text} />);
      },
    },
    {
      method: 'GET',
      path: `${path}/delete`,
      run(visit) {
        const { id, name } = connections.get(param(visit, 'id'));
        return fragment(
          <Confirmation
            text={`Your connection "${name}" will be deleted and will send nothing more. Are you sure you want to proceed?`}
            proceed="DELETE"
            href={pathTo('connections', id, 'delete')}
            isDangerous
          />,
        );
      },
    },
    {
      method: 'POST',
      path: `${path}/delete`,
      async run(visit) {
        const { id, name } = connections.get(param(visit, 'id'));
        await connections.remove(id);
        return leadWithNotice(visit, pathTo('connections'), { kind: 'deleted', name });
      },
    },
  ];
}

interface StateProps {
  readonly id: string;
  readonly status: ConnectionStatus;
  readonly beside?: boolean;
}

function State({ id, status, beside = false }: StateProps) {
  const { state, reason, startupTime, nextRestart } = status;
  return (
    <Live
      id="state"
      href={pathTo('connections', id, 'state')}
      shown={status}
      everySeconds={1}
      beside={beside}
    >
      <StateBadge state={state} />
      {reason === undefined ? null : <span class="reason">{reason}</span>}
      {startupTime === undefined || state !== 'OPENED' ? null : (
        <span class="quiet">
          since <Moment at={startupTime} /> UTC
        </span>
      )}
      {nextRestart === undefined ? null : (
        <span class="quiet">
          next attempt <Moment at={nextRestart} /> UTC
        </span>
      )}
    </Live>
  );
}

function Commands({ id }: { readonly id: string }) {
  return (
    <div class="pop-anchor">
      <details data-light="">
        <summary class="button">
          START / STOP
          <Icon name="more" />
        </summary>
        <div class="pop">
          {COMMANDS.map(({ command, label }) => (
            <button
              key={command}
              type="button"
              class="button"
              hx-post={pathTo('connections', id, 'command')}
              hx-vals={JSON.stringify({ command })}
              hx-swap="none"
            >
              <Icon name={command} />
              {label}
            </button>
          ))}
        </div>
      </details>
    </div>
  );
}

function Events({ id, events }: { readonly id: string; readonly events: readonly BridgeEvent[] }) {
  return (
    <Live id="events" href={pathTo('connections', id, 'events')} shown={events} everySeconds={2}>
      <EventTable events={events} of="connection" empty="Nothing has happened yet." />
    </Live>
  );
}
