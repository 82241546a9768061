import { createServer } from 'node:http';
import type { Running } from './stock.ts';

/** A page with nothing but a heading, from a server that does nothing else. */
export async function startBarePage(): Promise<Running> {
  const text = '<!doctype html><html lang="en"><title>Bare</title><h1>Bare</h1></html>';
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The bare server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
