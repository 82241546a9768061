import type { VNode } from 'preact';
import { type Column, DataTable, Icon, Live, ToastBeside } from '../../../ui/index.ts';
import type { Connection } from '../../connections/connection.ts';
import type { ConnectionState } from '../../connections/connection-state.ts';
import type { Device } from '../../devices/device.ts';
import { invalidFields } from '../../errors.ts';
import { fragment, liveAnswer, refused } from '../answers.tsx';
import type { ConsoleDeps } from '../console-deps.ts';
import { Problem } from '../fields.tsx';
import { pathTo } from '../paths.ts';
import { StateBadge } from '../states.tsx';
import { devEuiOf, type PageRoute, param } from '../visit.ts';
import { Confirmation, NoConfirmation } from './confirmation.tsx';

export interface DeviceConnections {
  readonly routes: readonly PageRoute[];
  /** The panel's inside. */
  show(device: Device): VNode;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly state: ConnectionState;
}

/** The connections of a device, and the documented way to add one (Displaying information to know if it worked). */
export function deviceConnections({ connections, devices }: ConsoleDeps): DeviceConnections {
  const path = '/devices/{devEui}/connections';
  const rowsOf = ({ connectionIds }: Device): readonly Row[] =>
    connectionIds.flatMap((id) => {
      const connection = connections.find(id);
      if (connection === undefined) return [];
      return [{ id, name: connection.name, state: connections.status(id).state }];
    });
  const show = (device: Device) => <Panel device={device} rows={rowsOf(device)} />;
  const updated = (device: Device) =>
    fragment(
      <Panel device={device} rows={rowsOf(device)} beside />,
      <NoConfirmation />,
      <ToastBeside title="Update done" text={`Device '${nameOf(device)}' has been updated`} />,
    );
  return {
    show,
    routes: [
      {
        method: 'GET',
        path,
        run(visit) {
          const device = devices.get(devEuiOf(visit));
          return liveAnswer(visit, rowsOf(device), show(device));
        },
      },
      {
        method: 'GET',
        path: `${path}/add`,
        run(visit) {
          const device = devices.get(devEuiOf(visit));
          const free = connections.list().filter(({ id }) => !device.connectionIds.includes(id));
          return fragment(<AddForm device={device} connections={free} />);
        },
      },
      {
        method: 'POST',
        path,
        async run(visit) {
          const { devEui } = devices.get(devEuiOf(visit));
          const wanted = visit.form.connection ?? '';
          if (wanted === '') {
            return refused(422, <Problem beside of="connection" text="Connection is mandatory" />);
          }
          if (connections.find(wanted) === undefined) {
            throw invalidFields([
              { path: 'connection', message: 'names no connection: it was deleted meanwhile' },
            ]);
          }
          return updated(await devices.assign(devEui, (ids) => [...ids, wanted]));
        },
      },
      {
        method: 'GET',
        path: `${path}/{id}/remove`,
        run(visit) {
          const device = devices.get(devEuiOf(visit));
          const { id, name } = connections.get(param(visit, 'id'));
          return fragment(
            <Confirmation
              text={`The uplinks of device "${nameOf(device)}" will not go to the connection "${name}" any more, unless a flow leads them there. Are you sure you want to proceed?`}
              proceed="REMOVE"
              href={pathTo('devices', device.devEui, 'connections', id, 'remove')}
              isDangerous
            />,
          );
        },
      },
      {
        method: 'POST',
        path: `${path}/{id}/remove`,
        async run(visit) {
          const { devEui } = devices.get(devEuiOf(visit));
          const gone = param(visit, 'id');
          return updated(await devices.assign(devEui, (ids) => ids.filter((id) => id !== gone)));
        },
      },
    ],
  };
}

interface PanelProps {
  readonly device: Device;
  readonly rows: readonly Row[];
  readonly beside?: boolean;
}

function Panel({ device, rows, beside = false }: PanelProps) {
  const href = pathTo('devices', device.devEui, 'connections');
  const columns: readonly Column<Row>[] = [
    { label: 'Name', show: ({ id, name }) => <a href={pathTo('connections', id)}>{name}</a> },
    { label: 'State', show: ({ state }) => <StateBadge state={state} /> },
    { label: 'Id', show: ({ id }) => id },
    {
      label: 'Remove',
      show: ({ id, name }) => (
        <button
          type="button"
          class="button bare bad"
          aria-label={`Remove ${name}`}
          hx-get={`${href}/${id}/remove`}
          hx-target="#dialogs"
        >
          <Icon name="bin" />
        </button>
      ),
    },
  ];
  return (
    <Live id="connections" href={href} shown={rows} everySeconds={2} restsWhileUsed beside={beside}>
      <div class="panel-head">
        <h2 id="connections-title">CONNECTIONS</h2>
        <div class="far" id="add-connection">
          <button
            type="button"
            class="button first"
            hx-get={`${href}/add`}
            hx-target="#add-connection"
            hx-swap="outerHTML"
            autofocus={beside}
          >
            <Icon name="plus" />
            ADD A CONNECTION
          </button>
        </div>
      </div>
      <DataTable
        caption="Connections of the device"
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        empty="No connection is assigned to this device. Flows may lead its uplinks somewhere all the same."
      />
    </Live>
  );
}

interface AddFormProps {
  readonly device: Device;
  readonly connections: readonly Connection[];
}

function AddForm({ device, connections }: AddFormProps) {
  const href = pathTo('devices', device.devEui, 'connections');
  return (
    <form class="far add" aria-label="Add a connection" hx-post={href} hx-swap="none" novalidate>
      <label class="field-label" for="connection">
        Connection
      </label>
      <div class="with-end">
        <select id="connection" name="connection" autofocus aria-describedby="connection-problem">
          <option value="">Select a connection</option>
          {connections.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <button type="submit" class="button bare good" aria-label="Confirm">
          <Icon name="confirm" />
        </button>
        <button
          type="button"
          class="button bare bad"
          aria-label="Cancel"
          hx-get={href}
          hx-target="#connections"
          hx-swap="outerHTML"
        >
          <Icon name="cancel" />
        </button>
      </div>
      <Problem of="connection" />
    </form>
  );
}

function nameOf({ name, devEui }: Device): string {
  return name ?? devEui;
}
