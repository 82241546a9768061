import http from 'node:http';
import { z } from 'zod';
import { machineMs, serve } from './child.ts';
import { sourceOf } from './messages.ts';
import { tellProgress } from './progress.ts';

/*
 * A platform that takes everything and answers as Cumulocity does, and that costs as little as node:http can.
 */

const expectSchema = z.object({ count: z.number(), timed: z.boolean(), progressPort: z.number() });
const MARK = Buffer.from('"source"');
const COUNTERS = /"fCntUp":\{"value":(\d+)\}/g;

let taken = 0;
let expected = { count: Number.POSITIVE_INFINITY, timed: false, progressPort: 0 };
let arrivals: [number: number, at: number][] = [];
let reached: (() => void) | undefined;
let progress: ReturnType<typeof tellProgress> | undefined;

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (request.method === 'POST') {
      const body = Buffer.concat(chunks);
      take(body);
      response.writeHead(201, { 'content-type': 'application/json' }).end(body);
    } else {
      const answer = JSON.stringify(answerTo(request.url ?? ''));
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    }
  });
});
server.keepAliveTimeout = 60_000;
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

serve({
  port() {
    const address = server.address();
    return typeof address === 'object' ? address?.port : undefined;
  },
  /** Resolves once so many measurements more have come. */
  async expect(values) {
    expected = expectSchema.parse(values);
    taken = 0;
    arrivals = [];
    progress ??= tellProgress(expected.progressPort);
    await new Promise<void>((resolve) => {
      reached = resolve;
    });
    return { at: machineMs(), arrivals };
  },
});

function take(body: Buffer): void {
  const before = taken;
  for (let at = body.indexOf(MARK); at !== -1; at = body.indexOf(MARK, at + MARK.length)) taken += 1;
  progress?.stored(taken - before);
  if (expected.timed) {
    const now = machineMs();
    for (const [, counter] of body.toString().matchAll(COUNTERS)) arrivals.push([Number(counter), now]);
  }
  if (taken >= expected.count) reached?.();
}

/** Cumulocity OpenAPI: Current tenant, Current user, Identity; every device is known. */
function answerTo(url: string): unknown {
  const [path = ''] = url.split('?');
  const externalId = /^\/identity\/externalIds\/c8y_Serial\/(.+)$/.exec(path)?.[1];
  if (externalId !== undefined) {
    return { type: 'c8y_Serial', externalId, managedObject: { id: sourceOf(externalId), self: '' } };
  }
  if (path === '/tenant/currentTenant') return { name: 't1', domainName: 'bench.cumulocity.com' };
  if (path === '/user/currentUser') return { id: 'bench', userName: 'bench' };
  return { measurements: [], events: [], managedObjects: [], operations: [] };
}
