import { request } from 'node:http';
import type { SendToBridge } from './call-management-api.ts';

/** Sends management calls over HTTP to `origin`, a connection each: nothing is left open between them. */
export function sendOverHttp(origin: string): SendToBridge {
  return ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      // Node adds neither length nor chunks to a DELETE's body, which is then taken for the next request (node:http, `http.request`).
      const sized =
        body === undefined ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) };
      const call = request(new URL(path, origin), { method, headers: sized, agent: false }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
            ),
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      call.on('error', reject);
      call.end(body);
    });
}
