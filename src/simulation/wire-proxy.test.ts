import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { type TestContext, test } from 'node:test';
import type { WireSpec } from '../conformance/controls/index.ts';
import { openWireProxy } from './wire-proxy.ts';

/** A server that answers as `answer` says, behind a proxy that corrupts as `spec` says; gives the proxy's address. */
async function proxied(t: TestContext, spec: WireSpec, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const proxy = await openWireProxy(spec, address.port, { host: '127.0.0.1', port: 0 });
  t.after(async () => {
    await proxy.close();
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${proxy.port}`;
}

const echo: RequestListener = async (incoming, outgoing) => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  outgoing.writeHead(201, { 'x-seen': `${incoming.method} ${incoming.url} ${incoming.headers.accept}` });
  outgoing.end(Buffer.concat(chunks));
};

test('what is not corrupted arrives as it was sent', async (t) => {
  const url = await proxied(t, {}, echo);
  const answer = await fetch(`${url}/a?b=1`, { method: 'POST', body: 'grüezi', headers: { accept: 'x/y' } });
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get('x-seen'), 'POST /a?b=1 x/y');
  assert.equal(await answer.text(), 'grüezi');
});

test('a request and its answer are corrupted, whatever their length becomes', async (t) => {
  const url = await proxied(
    t,
    {
      request: (request) => ({ ...request, path: '/changed', body: `${request.body}, longer` }),
      response: (response, request) => ({
        ...response,
        status: 299,
        body: `${request.path}: ${response.body}!`,
      }),
    },
    echo,
  );
  const answer = await fetch(url, { method: 'PUT', body: 'short' });
  assert.equal(answer.status, 299);
  assert.equal(await answer.text(), '/changed: short, longer!');
});

test('an answer that breaks off breaks off for who asked', async (t) => {
  const url = await proxied(t, {}, (_, outgoing) => {
    outgoing.writeHead(200, { 'content-length': 100 });
    outgoing.write('half', () => outgoing.destroy());
  });
  await assert.rejects(fetch(url).then((answer) => answer.text()));
});
