import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { after, test } from 'node:test';
import { generate } from 'selfsigned';
import { createRealClock, eventually } from '../../clock/index.ts';
import type { HttpRequest } from './http-transport.ts';
import { createNodeHttpTransport, type NodeHttpTransportOptions } from './node-http-transport.ts';

const clock = createRealClock();
const endings: (() => unknown)[] = [];
after(async () => {
  for (const end of endings.reverse()) await end();
  assert.deepEqual(clock.pending(), []);
});

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => sockets.add(socket));
  endings.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return portOf(server.address());
}

function portOf(address: string | AddressInfo | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

function transport(options: Partial<NodeHttpTransportOptions> = {}) {
  const created = createNodeHttpTransport({ clock, hosts: {}, allowedHosts: [], ...options });
  endings.push(() => created.close());
  return created;
}

/** A transport to a plain server that stands for `twin`. */
async function plain(server: net.Server, options: Partial<NodeHttpTransportOptions> = {}) {
  const port = await listen(server);
  return transport({ hosts: { twin: { address: '127.0.0.1', port, tls: false } }, ...options });
}

const get = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: 'https://twin/a?b=c',
  headers: { accept: 'x/y' },
  timeouts: { connectMs: 2000, headersMs: 2000, bodyMs: 2000 },
  ...more,
});

test('a request is carried as it is, to where the host table says', async () => {
  const seen: unknown[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { host, accept } = request.headers;
      seen.push([request.method, request.url, host, accept, body]);
      response.writeHead(302, { location: 'http://elsewhere/', 'X-Odd': ['1', '2'] }).end('answer ü');
    });
  });
  const http1 = await plain(server);
  const response = await http1.request(get({ method: 'POST', body: '{"ü":1}' }));
  assert.deepEqual(seen, [['POST', '/a?b=c', 'twin', 'x/y', '{"ü":1}']]);
  assert.deepEqual([response.status, response.body, response.headers['x-odd']], [302, 'answer ü', '1, 2']);
});

test('TLS is verified against the given authority and the documented name', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'twin' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'twin' }] }],
  });
  const port = await listen(https.createServer({ key, cert }, (_request, response) => response.end('safe')));
  const hosts = {
    twin: { address: '127.0.0.1', port },
    other: { address: '127.0.0.1', port },
  };
  const trusting = transport({ hosts, ca: cert });
  assert.equal((await trusting.request(get())).body, 'safe');
  const wrongName = trusting.request(get({ url: 'https://other/' }));
  await assert.rejects(wrongName, { failure: 'tls', maybeCarriedOut: false });
  await assert.rejects(transport({ hosts }).request(get()), { failure: 'tls', maybeCarriedOut: false });
});

test('a host that is neither listed nor allowed is not even looked up', async () => {
  let lookups = 0;
  const closed = transport({
    allowedHosts: ['*.example.com'],
    resolve: (_name, done) => {
      lookups += 1;
      done(null, []);
    },
  });
  await assert.rejects(closed.request(get({ url: 'https://example.org/' })), {
    failure: 'host-not-allowed',
    maybeCarriedOut: false,
  });
  assert.equal(lookups, 0);
});

test('a name that leads to this machine is refused when it is connected', async () => {
  let connections = 0;
  const server = net.createServer(() => {
    connections += 1;
  });
  const port = await listen(server);
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.1']) {
    const guarded = transport({
      allowedHosts: ['*'],
      resolve: (_name, done) => done(null, [{ address, family: address.includes(':') ? 6 : 4 }]),
    });
    const asked = guarded.request(get({ url: `http://rebound.example.com:${port}/` }));
    await assert.rejects(asked, { failure: 'host-not-allowed', maybeCarriedOut: false }, address);
  }
  assert.equal(connections, 0);
});

test('a name that can’t be resolved and a port where nobody listens are told apart', async () => {
  const nameless = transport({
    allowedHosts: ['*'],
    resolve: (_name, done) => done(Object.assign(new Error('nobody'), { code: 'ENOTFOUND' }), []),
  });
  await assert.rejects(nameless.request(get({ url: 'https://no.example.com/' })), {
    failure: 'name-resolution',
    maybeCarriedOut: false,
  });
  const server = net.createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const hosts = { twin: { address: '127.0.0.1', port, tls: false } };
  await assert.rejects(transport({ hosts }).request(get()), { failure: 'connect', maybeCarriedOut: false });
});

test('each limit of time has its own failure', async () => {
  const timeouts = { connectMs: 2000, headersMs: 30, bodyMs: 30 };
  const silent = await plain(net.createServer(() => {}));
  await assert.rejects(silent.request(get({ timeouts })), {
    failure: 'headers-timeout',
    maybeCarriedOut: true,
  });
  const slow = await plain(
    http.createServer((_request, response) => {
      response.writeHead(200).write('begin');
    }),
  );
  await assert.rejects(slow.request(get({ timeouts: { ...timeouts, headersMs: 2000 } })), {
    failure: 'body-timeout',
    maybeCarriedOut: true,
  });
  // A server that takes the TCP connection and never shakes hands.
  const port = await listen(net.createServer(() => {}));
  const secure = transport({ hosts: { twin: { address: '127.0.0.1', port } } });
  await assert.rejects(secure.request(get({ timeouts: { ...timeouts, connectMs: 30 } })), {
    failure: 'connect-timeout',
    maybeCarriedOut: false,
  });
});

test('a request that waits for a free socket is not taken for one that finds no connection', async () => {
  const waiting: http.ServerResponse[] = [];
  let arrived: () => void = () => {};
  const busy = await plain(
    http.createServer((_request, response) => {
      waiting.push(response);
      arrived();
    }),
    { maxSockets: 1 },
  );
  const next = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
    });
  const first = next();
  const asked = [1, 2].map(() => busy.request(get()));
  await first;
  assert.equal(clock.pending().length, 1, 'only the request with a socket has a limit');
  const second = next();
  waiting.shift()?.end('ok');
  await second;
  waiting.shift()?.end('ok');
  assert.deepEqual(
    (await Promise.all(asked)).map(({ body }) => body),
    ['ok', 'ok'],
  );
});

test('a reset, a torn answer and an endless one are failures after which all is possible', async () => {
  const resetting = await plain(
    net.createServer((socket) => socket.on('data', () => socket.resetAndDestroy())),
  );
  const post = { method: 'POST', body: 'x' } as const;
  await assert.rejects(resetting.request(get(post)), { failure: 'reset', maybeCarriedOut: true });
  const torn = await plain(
    net.createServer((socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort')),
    ),
  );
  await assert.rejects(torn.request(get()), { failure: 'truncated', maybeCarriedOut: true });
  const endless = await plain(
    http.createServer((_request, response) => response.end('x'.repeat(10_000))),
    { maxAnswerBytes: 1000 },
  );
  await assert.rejects(endless.request(get()), { failure: 'truncated', maybeCarriedOut: true });
});

test('a request is given up when its signal says so', async () => {
  const silent = await plain(net.createServer(() => {}));
  const abort = new AbortController();
  const asked = silent.request(get({ signal: abort.signal }));
  abort.abort();
  await assert.rejects(asked, { failure: 'aborted' });
  await assert.rejects(silent.request(get({ signal: abort.signal })), {
    failure: 'aborted',
    maybeCarriedOut: false,
  });
});

test('a request that was sent may go on to its answer; one that waits for a socket is given up', async () => {
  const answers: (() => void)[] = [];
  const server = http.createServer((_request, response) => {
    answers.push(() => response.end('done'));
  });
  const way = await plain(server, { maxSockets: 1 });
  const closing = new AbortController();
  const post = get({ method: 'POST', body: 'x', unlessSent: closing.signal });
  const sent = way.request(post);
  const waiting = way.request(post);
  await eventually(clock, 'the first request', () => answers.length === 1, { withinMs: 2000 });
  closing.abort();
  await assert.rejects(waiting, { failure: 'aborted', maybeCarriedOut: false });
  await assert.rejects(way.request(post), { failure: 'aborted', maybeCarriedOut: false });
  answers[0]?.();
  assert.equal((await sent).body, 'done');
  assert.equal(answers.length, 1);
});

test('a request to a host that is not reached is given up as not sent', async () => {
  // Reserved for documentation (RFC 5737): nobody answers there.
  const nowhere = transport({ hosts: { twin: { address: '192.0.2.1', port: 9, tls: false } } });
  const closing = new AbortController();
  const asked = nowhere.request(get({ unlessSent: closing.signal }));
  closing.abort();
  await assert.rejects(asked, { maybeCarriedOut: false });
});

test('sockets are kept alive; one that the server closed meanwhile costs a read nothing', async () => {
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    let answers = 0;
    socket.on('data', () => {
      answers += 1;
      // The first socket answers twice and then breaks off under the next request.
      if (connections === 1 && answers > 2) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
    });
  });
  const kept = await plain(server);
  await kept.request(get());
  await kept.request(get());
  assert.equal(connections, 1);
  assert.equal((await kept.request(get())).body, 'ok');
  assert.equal(connections, 2);
});

test('requests that the server holds take no socket from the others', async () => {
  const held: http.ServerResponse[] = [];
  const server = http.createServer((request, response) => {
    if (request.url === '/held') held.push(response);
    else response.end('at once');
  });
  const way = await plain(server, { maxSockets: 1 });
  const polls = [1, 2, 3].map(() => way.request(get({ url: 'https://twin/held', held: true })));
  assert.equal((await way.request(get())).body, 'at once');
  assert.equal((await way.request(get())).body, 'at once');
  while (held.length < polls.length) await way.request(get());
  for (const response of held) response.end('later');
  assert.deepEqual(
    (await Promise.all(polls)).map(({ body }) => body),
    ['later', 'later', 'later'],
  );
});

test('a request that gets the socket of another one is not taken for one that waits to be connected', async () => {
  const answers: (() => void)[] = [];
  const server = http.createServer((_request, response) => {
    answers.push(() => response.end('done'));
  });
  const http1 = await plain(server, { maxSockets: 1 });
  const both = Promise.all([http1.request(get()), http1.request(get())]);
  await eventually(clock, 'the first request', () => answers.length === 1, { withinMs: 2000 });
  answers[0]?.();
  await eventually(clock, 'the second request', () => answers.length === 2, { withinMs: 2000 });
  assert.deepEqual(clock.pending(), ['HTTP answer time-out']);
  answers[1]?.();
  assert.deepEqual(
    (await both).map(({ body }) => body),
    ['done', 'done'],
  );
});
