import { z } from 'zod';
import type { DriverHost } from '../drivers/driver-host.ts';
import { invalidFields, refusal } from '../errors.ts';
import { changedFlowSchema, flowDefinitionSchema } from '../flows/flow.ts';
import type { Flows } from '../flows/flows.ts';
import { PAGE_HEADERS, pageOf, pageQuerySchema } from './paging.ts';
import { lists, resources } from './resources.ts';
import { type Route, route } from './route.ts';

const byId = z.object({ id: z.string() });

/** Flows (ThingPark X IoT Flow, Setting up an IoT Flow instance). */
export function flowRoutes(flows: Flows, basePath: string): Route[] {
  const tag = 'Flows';
  const one = { description: 'The flow', schema: resources.Flow };
  const unknown = { description: 'No flow has that id' };
  const invalid = { description: 'A field is wrong, or names what does not exist; nothing was changed' };
  return [
    route(
      {
        method: 'POST',
        path: '/flows',
        tag,
        summary: 'Create a flow',
        body: flowDefinitionSchema,
        answers: { 201: { ...one, headers: { Location: 'Where the flow is' } }, 400: invalid },
      },
      async ({ body }) => {
        const flow = await flows.create(body);
        return { status: 201, headers: { location: `${basePath}/flows/${flow.id}` }, body: flow };
      },
    ),
    route(
      {
        method: 'GET',
        path: '/flows',
        tag,
        summary: 'List the flows',
        query: pageQuerySchema,
        answers: { 200: { description: 'A page', schema: lists.Flow, headers: PAGE_HEADERS } },
      },
      ({ query, raw }) => pageOf(flows.list(), query, raw),
    ),
    route(
      {
        method: 'GET',
        path: '/flows/{id}',
        tag,
        summary: 'Read a flow',
        params: byId,
        answers: { 200: one, 404: unknown },
      },
      ({ params }) => ({ status: 200, body: flows.get(params.id) }),
    ),
    route(
      {
        method: 'PUT',
        path: '/flows/{id}',
        tag,
        summary: 'Replace a flow',
        params: byId,
        body: changedFlowSchema,
        answers: { 200: one, 400: invalid, 404: unknown },
      },
      async ({ params, body: { id, ...definition } }) => {
        if (id !== undefined && id !== params.id) {
          throw invalidFields([{ path: 'id', message: 'must be the id in the path, or be left out' }]);
        }
        return { status: 200, body: await flows.replace(params.id, definition) };
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/flows/{id}',
        tag,
        summary: 'Delete a flow',
        params: byId,
        answers: { 204: { description: 'It is gone' }, 404: unknown },
      },
      async ({ params }) => {
        await flows.remove(params.id);
        return { status: 204 };
      },
    ),
  ];
}

/** The drivers that can decode payloads. */
export function driverRoutes(drivers: DriverHost): Route[] {
  const tag = 'Drivers';
  return [
    route(
      {
        method: 'GET',
        path: '/drivers',
        tag,
        summary: 'List the drivers',
        query: pageQuerySchema,
        answers: { 200: { description: 'A page', schema: lists.Driver, headers: PAGE_HEADERS } },
      },
      async ({ query, raw }) => pageOf(await drivers.list(), query, raw),
    ),
    route(
      {
        method: 'GET',
        path: '/drivers/{id}',
        tag,
        summary: 'Read a driver',
        params: byId,
        answers: {
          200: { description: 'The driver', schema: resources.Driver },
          404: { description: 'No driver has that id' },
        },
      },
      async ({ params }) => {
        const driver = (await drivers.list()).find(({ id }) => id === params.id);
        if (driver === undefined) throw refusal('not-found', 'There is no such driver');
        return { status: 200, body: driver };
      },
    ),
  ];
}
