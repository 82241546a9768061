import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { WireRequest, WireSpec } from '../conformance/controls/index.ts';

/** A server that passes on what it is asked, corrupted on the way. */
export interface WireProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** They are of one connection, or of a length that corruption may change (RFC 9110, 7.6.1 and 8.6). */
const OF_A_HOP = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'upgrade',
  'te',
  'trailer',
];

/**
 * Opens a proxy for plain HTTP in front of `behind`, a port of this machine. What breaks off behind it breaks off for who
 * asked; WebSockets are refused, as by a proxy that does not know them.
 */
export async function openWireProxy(
  spec: WireSpec,
  behind: number,
  listen: { readonly host: string; readonly port: number },
): Promise<WireProxy> {
  const server = createServer((incoming, outgoing) => {
    pass(spec, behind, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.host, () => resolve());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A proxy without a port.');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function pass(
  spec: WireSpec,
  behind: number,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await textOf(incoming);
  const asked: WireRequest = {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: endToEnd(incoming.headers),
    ...(body === '' ? {} : { body }),
  };
  const sent = spec.request?.(asked) ?? asked;
  const answer = await exchange(sent, behind, outgoing);
  const given = spec.response?.(answer, sent) ?? answer;
  outgoing.writeHead(given.status, given.headers);
  outgoing.end(given.body);
}

function exchange(sent: WireRequest, port: number, outgoing: ServerResponse) {
  return new Promise<{ status: number; headers: Record<string, string>; body: string }>((resolve, reject) => {
    const { method, path, headers, body = '' } = sent;
    const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
    const asking = request({ host: '127.0.0.1', port, method, path, headers: { ...headers, ...length } });
    asking.once('error', reject);
    asking.once('response', (response) => {
      textOf(response).then((text) => {
        resolve({ status: response.statusCode ?? 502, headers: endToEnd(response.headers), body: text });
      }, reject);
    });
    // Who no longer waits for the answer, a long poll's say, leaves nothing waiting behind.
    outgoing.once('close', () => asking.destroy());
    asking.end(body);
  });
}

/** @throws Error when it ends before it is whole */
async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function endToEnd(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || OF_A_HOP.includes(name)
        ? []
        : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
