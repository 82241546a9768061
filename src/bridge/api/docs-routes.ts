import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { refusal } from '../errors.ts';
import { openApiDocument } from './openapi.ts';
import { type Answer, type Route, type RouteDescription, route } from './route.ts';

/** Scripts and styles from here alone; Swagger UI draws its icons as data URLs. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const byFile = z.object({ file: z.string() });
const anyObject = z.record(z.string(), z.unknown());
const OPEN = { tag: 'Description', open: true } as const;

/** The API's description, and a page to try it out (Swagger UI, served from the package: no internet needed). */
export function docsRoutes(described: () => readonly RouteDescription[], basePath: string): Route[] {
  let document: unknown;
  return [
    route(
      {
        ...OPEN,
        method: 'GET',
        path: '/openapi.json',
        summary: 'This description as an OpenAPI document',
        answers: { 200: { description: 'The document', schema: anyObject } },
      },
      () => {
        // Made when it is first wanted: most bridges of a test run are never asked.
        document ??= openApiDocument(described(), basePath);
        return { status: 200, body: document };
      },
    ),
    route(
      {
        ...OPEN,
        method: 'GET',
        path: '/docs',
        summary: 'This description as a page',
        answers: { 200: { description: 'The page' } },
      },
      () => text(page(basePath), 'text/html; charset=utf-8', { 'content-security-policy': PAGE_POLICY }),
    ),
    route(
      {
        ...OPEN,
        method: 'GET',
        path: '/docs/{file}',
        summary: 'A file of the page',
        params: byFile,
        answers: { 200: { description: 'The file' }, 404: { description: 'There is no such file' } },
      },
      ({ params: { file } }) => {
        if (file === 'start.js') return text(startScript(basePath), 'text/javascript; charset=utf-8');
        const type = Object.hasOwn(FILES, file) ? FILES[file] : undefined;
        if (type === undefined) throw refusal('not-found', 'The page has no such file');
        const path = createRequire(import.meta.url).resolve(`swagger-ui-dist/${file}`);
        return {
          status: 200,
          headers: { 'content-type': type, 'cache-control': 'max-age=3600' },
          body: readFileSync(path),
        };
      },
    ),
  ];
}

function text(body: string, type: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers: { 'content-type': type, ...headers }, body };
}

function page(basePath: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Management API</title>
    <link rel="icon" href="${basePath}/docs/favicon-32x32.png">
    <link rel="stylesheet" href="${basePath}/docs/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="${basePath}/docs/swagger-ui-bundle.js"></script>
    <script src="${basePath}/docs/start.js"></script>
  </body>
</html>
`;
}

/** A validator on the internet would be told the document: none. */
function startScript(basePath: string): string {
  return `SwaggerUIBundle({ url: '${basePath}/openapi.json', dom_id: '#swagger-ui', validatorUrl: null, deepLinking: true });\n`;
}
