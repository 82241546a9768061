import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, test } from 'node:test';
import { sendOverHttp } from './send-over-http.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, 'close');
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : ''}`;
}

const TEN_MB = 'x'.repeat(10_000_000);

test('the body of a DELETE arrives', async () => {
  const origin = await serve((request, response) => {
    request.setEncoding('utf8').on('data', (body: string) => response.end(body));
  });
  const answer = await sendOverHttp(origin)({ method: 'DELETE', path: '/', headers: {}, body: '{"id":"1"}' });
  assert.equal(answer.text, '{"id":"1"}');
});

test('a large body is not sent to whoever refuses it by its length, so that the answer is read', async () => {
  let taken = 0;
  const origin = await serve((request, response) => {
    request.on('data', (chunk: Buffer) => {
      taken += chunk.length;
    });
    response.writeHead(413).end('too large');
  });
  const answer = await sendOverHttp(origin)({ method: 'POST', path: '/', headers: {}, body: TEN_MB });
  assert.deepEqual([answer.status, answer.text, taken], [413, 'too large', 0]);
});

test('a large body that nobody refuses arrives', async () => {
  const origin = await serve((request, response) => {
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
    });
    request.on('end', () => response.end(String(length)));
  });
  const answer = await sendOverHttp(origin)({ method: 'POST', path: '/', headers: {}, body: TEN_MB });
  assert.equal(answer.text, String(TEN_MB.length));
});

test('a server that is not there is an error', async () => {
  const gone = await serve(() => undefined);
  const [server] = servers.splice(0);
  server?.close();
  await assert.rejects(sendOverHttp(gone)({ method: 'GET', path: '/', headers: {} }), /ECONNREFUSED/);
});
