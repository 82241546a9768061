import { z } from 'zod';
import type { Connection } from '../connections/connection.ts';
import { devEuiSchema } from '../dev-eui.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';
import { type FieldError, invalidFields, refusal } from '../errors.ts';
import { PAGE_HEADERS, pageOf, pageQuery, pageQuerySchema } from './paging.ts';
import { assignmentSchema, lists, resources } from './resources.ts';
import { type Route, route } from './route.ts';

const byDevEui = z.object({ devEui: devEuiSchema });
const byDevEuiAndConnection = byDevEui.extend({ connectionId: z.string() });
const assignmentsSchema = z.array(assignmentSchema).max(100);
const deviceQuerySchema = z.strictObject({
  ...pageQuery,
  connectionId: z.string().min(1).optional().describe('Devices that this connection is assigned to'),
});

/** Devices, and the connections assigned to each: what the console's "Add a connection" does. */
export function deviceRoutes(
  devices: DeviceDirectory,
  findConnection: (id: string) => Connection | undefined,
): Route[] {
  const tag = 'Devices';
  const unknown = { description: 'The device has neither been met nor assigned' };
  const invalid = { description: 'A connection does not exist; nothing was changed' };
  const assignments = { description: 'The assigned connections', schema: lists.Assignment };
  const show = (connectionIds: readonly string[]) => connectionIds.map((connectionId) => ({ connectionId }));
  const check = (wanted: readonly z.infer<typeof assignmentSchema>[], path: (index: number) => string) => {
    const wrong: FieldError[] = wanted.flatMap(({ connectionId }, index) =>
      findConnection(connectionId) === undefined
        ? [{ path: path(index), message: 'names no connection: create it first' }]
        : [],
    );
    if (wrong.length > 0) throw invalidFields(wrong);
  };
  const path = '/devices/{devEui}/connections';
  return [
    route(
      {
        method: 'GET',
        path: '/devices',
        tag,
        summary: 'List the devices that were met or assigned',
        query: deviceQuerySchema,
        answers: { 200: { description: 'A page', schema: lists.Device, headers: PAGE_HEADERS } },
      },
      ({ query: { connectionId, ...page }, raw }) => {
        const all = devices.list();
        const wanted =
          connectionId === undefined ? all : all.filter((one) => one.connectionIds.includes(connectionId));
        return pageOf(wanted, page, raw);
      },
    ),
    route(
      {
        method: 'GET',
        path: '/devices/{devEui}',
        tag,
        summary: 'Read a device',
        params: byDevEui,
        answers: { 200: { description: 'The device', schema: resources.Device }, 404: unknown },
      },
      ({ params }) => ({ status: 200, body: devices.get(params.devEui) }),
    ),
    route(
      {
        method: 'GET',
        path,
        tag,
        summary: 'List the connections of a device',
        params: byDevEui,
        query: pageQuerySchema,
        answers: { 200: { ...assignments, headers: PAGE_HEADERS }, 404: unknown },
      },
      ({ params, query, raw }) => pageOf(show(devices.get(params.devEui).connectionIds), query, raw),
    ),
    route(
      {
        method: 'PUT',
        path,
        tag,
        summary: 'Replace the connections of a device',
        description: 'A device that was not met yet becomes known by it.',
        params: byDevEui,
        body: assignmentsSchema,
        answers: { 200: assignments, 400: invalid },
      },
      async ({ params, body }) => {
        check(body, (index) => `[${index}].connectionId`);
        const ids = body.map(({ connectionId }) => connectionId);
        return { status: 200, body: show((await devices.assign(params.devEui, () => ids)).connectionIds) };
      },
    ),
    route(
      {
        method: 'POST',
        path,
        tag,
        summary: 'Add a connection to a device',
        description: 'A device that was not met yet becomes known by it. Adding one twice changes nothing.',
        params: byDevEui,
        body: assignmentSchema,
        answers: { 201: assignments, 400: invalid },
      },
      async ({ params, body }) => {
        check([body], () => 'connectionId');
        const device = await devices.assign(params.devEui, (ids) => [...ids, body.connectionId]);
        return { status: 201, body: show(device.connectionIds) };
      },
    ),
    route(
      {
        method: 'DELETE',
        path: `${path}/{connectionId}`,
        tag,
        summary: 'Take a connection from a device',
        params: byDevEuiAndConnection,
        answers: { 204: { description: 'It is not assigned any more' }, 404: unknown },
      },
      async ({ params: { devEui, connectionId } }) => {
        if (!devices.get(devEui).connectionIds.includes(connectionId)) {
          throw refusal('not-found', `Device ${devEui} has no such connection`);
        }
        await devices.assign(devEui, (ids) => ids.filter((id) => id !== connectionId));
        return { status: 204 };
      },
    ),
  ];
}
