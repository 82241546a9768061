import { z } from 'zod';
import type { Connection } from '../connections/connection.ts';
import type { Connections } from '../connections/connections.ts';
import { listConnectors } from '../connections/connector.ts';
import { changedConnectionSchema, newConnectionSchema } from '../connections/definition.ts';
import { invalidFields, refusal } from '../errors.ts';
import { PAGE_HEADERS, pageOf, pageQuerySchema } from './paging.ts';
import { lists, resources, showConnection } from './resources.ts';
import { type Answer, type Route, route } from './route.ts';

const byId = z.object({ id: z.string() });
const idQuery = z.strictObject({ id: z.string().min(1).optional().describe('Id, where the body has none') });
const idBody = z.strictObject({ id: z.string().min(1).optional() }).optional();

/** Connectors and connections (ThingPark X IoT Flow, Creating a Cumulocity connection, Creating a connection with API). */
export function connectionRoutes(connections: Connections, basePath: string): Route[] {
  const show = (connection: Connection) => showConnection(connection, connections.status(connection.id));
  const replaced = async (id: string, body: z.infer<typeof changedConnectionSchema>): Promise<Answer> => ({
    status: 200,
    body: show(await connections.replace(id, body)),
  });
  const removed = async (id: string): Promise<Answer> => {
    await connections.remove(id);
    return { status: 204 };
  };
  const one = { description: 'The connection', schema: resources.Connection };
  const unknown = { description: 'No connection has that id' };
  const invalid = { description: 'A field is wrong; nothing was changed' };
  const tag = 'Connections';
  return [
    route(
      {
        method: 'POST',
        path: '/connections',
        tag,
        summary: 'Create a connection',
        description: 'Creating it brings its link up; no further call is needed.',
        body: newConnectionSchema,
        answers: {
          201: { ...one, headers: { Location: 'Where the connection is' } },
          400: invalid,
          409: { description: 'There are as many connections as there may be' },
        },
      },
      async ({ body }) => {
        const connection = await connections.create(body);
        return {
          status: 201,
          headers: { location: `${basePath}/connections/${connection.id}` },
          body: show(connection),
        };
      },
    ),
    route(
      {
        method: 'GET',
        path: '/connections',
        tag,
        summary: 'List the connections',
        query: pageQuerySchema,
        answers: {
          200: { description: 'A page', schema: lists.Connection, headers: PAGE_HEADERS },
        },
      },
      ({ query, raw }) => pageOf(connections.list(), query, raw, show),
    ),
    route(
      {
        method: 'PUT',
        path: '/connections',
        tag,
        summary: 'Replace a connection named in the body or the query',
        query: idQuery,
        body: changedConnectionSchema,
        answers: { 200: one, 400: invalid, 404: unknown },
      },
      ({ query, body }) => replaced(namedId(query.id, body.id), body),
    ),
    route(
      {
        method: 'DELETE',
        path: '/connections',
        tag,
        summary: 'Delete a connection named in the body or the query',
        query: idQuery,
        body: idBody,
        answers: { 204: { description: 'It is gone' }, 400: invalid, 404: unknown },
      },
      ({ query, body }) => removed(namedId(query.id, body?.id)),
    ),
    route(
      {
        method: 'GET',
        path: '/connections/{id}',
        tag,
        summary: 'Read a connection',
        params: byId,
        answers: { 200: one, 404: unknown },
      },
      ({ params }) => ({ status: 200, body: show(connections.get(params.id)) }),
    ),
    route(
      {
        method: 'PUT',
        path: '/connections/{id}',
        tag,
        summary: 'Replace a connection',
        description:
          'The whole configuration is given again; what is left out is gone. A secret sent as ***** stays as it is.',
        params: byId,
        body: changedConnectionSchema,
        answers: { 200: one, 400: invalid, 404: unknown },
      },
      ({ params, body }) => replaced(params.id, body),
    ),
    route(
      {
        method: 'DELETE',
        path: '/connections/{id}',
        tag,
        summary: 'Delete a connection',
        description: 'Flows and devices that name it let go of it.',
        params: byId,
        answers: { 204: { description: 'It is gone and sends nothing more' }, 404: unknown },
      },
      ({ params }) => removed(params.id),
    ),
    ...(['start', 'stop', 'restart'] as const).map((command) =>
      route(
        {
          method: 'POST',
          path: `/connections/{id}/${command}`,
          tag,
          summary: `${command.charAt(0).toUpperCase()}${command.slice(1)} a connection`,
          description: 'The change of state follows; the answer may still show the one before.',
          params: byId,
          answers: { 200: one, 404: unknown, 409: { description: 'The connection is deactivated' } },
        },
        ({ params }) => ({ status: 200, body: show(connections.command(params.id, command)) }),
      ),
    ),
    route(
      {
        method: 'GET',
        path: '/connections/{id}/metrics',
        tag,
        summary: 'Counters of a connection over the last hour and day',
        params: byId,
        answers: { 200: { description: 'The counters', schema: resources.ConnectionMetrics }, 404: unknown },
      },
      ({ params }) => ({ status: 200, body: connections.metrics(params.id) }),
    ),
  ];
}

/** What kinds of connection there are (ThingPark X IoT Flow, Creating a connection instance using the API). */
export function connectorRoutes(): Route[] {
  return [
    route(
      {
        method: 'GET',
        path: '/connectors',
        tag: 'Connectors',
        summary: 'List the connectors with the schemas of their configurations',
        query: pageQuerySchema,
        answers: {
          200: { description: 'A page', schema: lists.Connector, headers: PAGE_HEADERS },
        },
      },
      ({ query, raw }) => pageOf(listConnectors(), query, raw),
    ),
    route(
      {
        method: 'GET',
        path: '/connectors/{id}',
        tag: 'Connectors',
        summary: 'Read a connector',
        params: byId,
        answers: {
          200: { description: 'The connector', schema: resources.Connector },
          404: { description: 'No connector has that id' },
        },
      },
      ({ params }) => {
        const connector = listConnectors().find(({ id }) => id === params.id);
        if (connector === undefined) throw refusal('not-found', 'There is no such connector');
        return { status: 200, body: connector };
      },
    ),
  ];
}

function namedId(query: string | undefined, body: string | undefined): string {
  const id = query ?? body;
  if (id === undefined) {
    throw invalidFields([
      { path: 'id', message: 'is mandatory, in the body, in the query (?id=8) or in the path' },
    ]);
  }
  if (body !== undefined && body !== id) {
    throw invalidFields([{ path: 'id', message: 'must be the same in the body and in the query' }]);
  }
  return id;
}
