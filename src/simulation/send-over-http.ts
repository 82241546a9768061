import { request } from 'node:http';
import type { SendToBridge } from './call-management-api.ts';

/** From this length on a body, in bytes, waits for whether its length is refused. */
const LARGE = 1024 * 1024;

/** How long it waits, in milliseconds, before it goes all the same. */
const REFUSAL_MS = 1_000;

/**
 * Sends management calls over HTTP to `origin`, a connection each: nothing is left open between them. A server that refuses a
 * body by its length closes the connection, and who still writes then does not get to read why (RFC 9112, 9.6), so a large body
 * follows its header only when no answer came.
 */
export function sendOverHttp(origin: string): SendToBridge {
  return ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? undefined : Buffer.byteLength(body);
      // Node adds neither length nor chunks to a DELETE's body, which is then taken for the next request (node:http, `http.request`).
      const sized = length === undefined ? headers : { ...headers, 'content-length': String(length) };
      const isLarge = length !== undefined && length > LARGE;
      const options = { method, headers: sized, agent: false, ...(isLarge ? { timeout: REFUSAL_MS } : {}) };
      const call = request(new URL(path, origin), options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
            ),
            text: Buffer.concat(chunks).toString('utf8'),
          });
          // Of a refused body nothing was sent, so that Node still waits for it.
          if (!call.writableEnded) call.destroy();
        });
      });
      call.on('error', reject);
      if (!isLarge) return void call.end(body);
      call.flushHeaders();
      // Nothing came back for that long.
      call.once('timeout', () => call.end(body));
    });
}
