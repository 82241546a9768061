import { z } from 'zod';
import { resources } from './resources.ts';
import type { AnswerDescription, RouteDescription } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of the routes; the schemas are those that validate the requests. */
export function openApiDocument(routes: readonly RouteDescription[], basePath: string): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const operations = paths[route.path] ?? {};
    paths[route.path] = operations;
    operations[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Management API of the reference bridge',
      version: '1',
      description:
        'Connections to Cumulocity, the flows and devices that feed them, and what happens to them.',
    },
    servers: [{ url: basePath }],
    security: [{ clientCredentials: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(resources).map(([name, schema]) => [name, schemaOf(schema)]),
      ),
      securitySchemes: {
        clientCredentials: {
          type: 'oauth2',
          description: 'client_id is <platform>/<login>',
          flows: { clientCredentials: { tokenUrl: `${basePath}/oauth/token`, scopes: {} } },
        },
      },
    },
  };
}

function operation(route: RouteDescription): Json {
  const { tag, summary, description, open, params, query, body, form } = route;
  const refused = open === true ? [] : [['401', answer({ description: 'No token, or no good one' })]];
  return {
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    operationId: operationId(route),
    parameters: [...parameters('path', params), ...parameters('query', query)],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !body.safeParse(undefined).success,
            content: {
              [form === true ? 'application/x-www-form-urlencoded' : 'application/json']: {
                schema: named(body),
              },
            },
          },
        }),
    responses: Object.fromEntries([
      ...Object.entries(route.answers).map(([status, described]) => [
        status,
        answer(described, Number(status) >= 400),
      ]),
      ...refused,
    ]),
    ...(open === true ? { security: [] } : {}),
  };
}

function operationId({ method, path }: RouteDescription): string {
  const words = path.split('/').flatMap((part) => part.match(/\w+/g) ?? []);
  return [method.toLowerCase(), ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join(
    '',
  );
}

function answer({ description, schema, headers, mediaType }: AnswerDescription, refused = true): Json {
  if (mediaType !== undefined)
    return { description, content: { [mediaType]: { schema: { type: 'string' } } } };
  const body = schema ?? (refused && description !== '' ? resources.Error : undefined);
  return {
    description,
    ...(headers === undefined
      ? {}
      : {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, text]) => [
              name,
              { description: text, schema: { type: 'string' } },
            ]),
          ),
        }),
    ...(body === undefined ? {} : { content: { 'application/json': { schema: named(body) } } }),
  };
}

function parameters(place: 'path' | 'query', schema: z.ZodType | undefined): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, z.ZodType>> = schema.shape;
  return Object.entries(shape).map(([name, member]) => ({
    name,
    in: place,
    required: place === 'path' || !member.safeParse(undefined).success,
    ...(member.description === undefined ? {} : { description: member.description }),
    schema: schemaOf(member),
  }));
}

/** A reference where the schema has a name. */
function named(schema: z.ZodType): unknown {
  const name = Object.entries(resources).find(([, known]) => known === schema)?.[0];
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodType) {
    return { type: 'array', items: named(schema.element) };
  }
  return schemaOf(schema);
}

function schemaOf(schema: z.ZodType): unknown {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return json;
}
