import { timingSafeEqual } from 'node:crypto';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { isoTime } from '../../clock/index.ts';
import { captureHeader, isMatter, writeCapture } from '../../recording/index.ts';
import {
  APP_PAGE_POLICY,
  fingerprint,
  renderFragment,
  servePageAssets,
  ToastBeside,
} from '../../ui/index.ts';
import { ASSETS } from './assets.ts';
import { tellFault } from './fault-choices.ts';
import { readFilter } from './message-filter.ts';
import { FaultPanel } from './parts/fault-panel.tsx';
import { MessageDialog } from './parts/message-dialog.tsx';
import { MessagesPart, shownMessages } from './parts/messages-part.tsx';
import { StatusPart } from './parts/status-part.tsx';
import { TimePanel } from './parts/time-panel.tsx';
import { worldPage } from './parts/world-page.tsx';
import type { ViewedWorld } from './viewed-world.ts';
import { changeSpeed, type Done, publishDocuments, sendUplink, switchFaultOn } from './world-actions.ts';

export interface WorldView {
  readonly url: string;
  close(): Promise<void>;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const BODY_BYTES = 4 * 1024 * 1024;

/**
 * Serves the view of a world to this machine alone: it shows all that goes on in it, and lets people have a hand in it.
 *
 * @param port 0: any free one
 */
export async function openWorldView(world: ViewedWorld, port: number): Promise<WorldView> {
  const csrf = Buffer.from(world.random.bytes(24)).toString('base64url');
  const assets = servePageAssets(ASSETS);
  const app = fastify({ logger: false, bodyLimit: BODY_BYTES, forceCloseConnections: true });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  app.addHook('onRequest', async (request, reply) => {
    const problem = strangeness(request, csrf);
    if (problem !== undefined) await reply.code(403).type('text/plain').send(problem);
  });

  const faults = () => world.twin.faults.list().map((fault) => ({ id: fault.id, text: tellFault(fault) }));

  app.get('/', async (request, reply) =>
    html(
      reply,
      worldPage({
        world,
        csrf,
        status: await world.status(),
        envelopes: world.journal.all(),
        filter: readFilter(queryOf(request)),
        faults: faults(),
      }),
    ),
  );
  app.get<{ Params: { name: string } }>('/assets/:name', async ({ params, headers }, reply) => {
    const asset = await assets(params.name, headers['if-none-match']);
    if (asset === undefined) return reply.code(404).type('text/plain').send('There is no such file.');
    return reply.code(asset.status).headers(asset.headers).send(asset.body);
  });
  app.get('/status', async (request, reply) => {
    const status = await world.status();
    return live(reply, request, status, <StatusPart status={status} />);
  });
  app.get('/messages', async (request, reply) => {
    const props = { envelopes: world.journal.all(), filter: readFilter(queryOf(request)) };
    return live(reply, request, shownMessages(props), <MessagesPart {...props} />);
  });
  app.get('/capture', async (request, reply) => {
    const after = Number(queryOf(request).get('after') ?? 0);
    return reply
      .header('content-disposition', 'attachment; filename="world.ndjson"')
      .header('cache-control', 'no-store')
      .type('application/x-ndjson')
      .send(captureOf(world, Number.isInteger(after) ? after : 0));
  });
  app.get<{ Params: { seq: string } }>('/messages/:seq', async ({ params }, reply) => {
    const envelope = world.journal.all().find(({ seq }) => String(seq) === params.seq);
    if (envelope === undefined) {
      return told(reply, { problem: 'This message is no longer kept.' });
    }
    const user = `${world.account.tenantId}/${world.account.username}`;
    return html(
      reply,
      renderFragment(<MessageDialog envelope={envelope} platformUrl={world.platformUrl} user={user} />),
    );
  });
  app.post('/uplinks', async (request, reply) => told(reply, await sendUplink(world, formOf(request))));
  app.post('/documents', async (request, reply) =>
    told(reply, await publishDocuments(world, formOf(request))),
  );
  app.post('/faults', async (request, reply) =>
    told(reply, switchFaultOn(world, formOf(request)), () => <FaultPanel faults={faults()} />),
  );
  app.post<{ Params: { id: string } }>('/faults/:id/off', async ({ params }, reply) => {
    const done: Done = world.twin.faults.clear(params.id)
      ? { told: 'The fault is switched off.' }
      : { problem: 'This fault was over already.' };
    return told(reply, done, () => <FaultPanel faults={faults()} />);
  });
  app.post('/time', async (request, reply) =>
    told(reply, changeSpeed(world, formOf(request)), () => <TimePanel speed={world.time?.speed()} />),
  );

  const url = await app.listen({ host: '127.0.0.1', port });
  return { url, close: () => app.close() };
}

/**
 * Why a request is not one of a page of this view on this machine: a name that leads here from elsewhere (DNS
 * rebinding), or a change without the page's token (OWASP, CSRF Prevention Cheat Sheet).
 */
function strangeness({ method, headers }: FastifyRequest, csrf: string): string | undefined {
  if (!LOOPBACK.test(headers.host ?? '')) return 'The view is for this machine only, by the name localhost.';
  if (method === 'GET' || method === 'HEAD') return undefined;
  const given = Buffer.from(String(headers['x-csrf-token'] ?? ''));
  const wanted = Buffer.from(csrf);
  const isOwn = given.length === wanted.length && timingSafeEqual(given, wanted);
  return isOwn ? undefined : 'This did not come from a page of the view, so nothing was done. Load it again.';
}

/** What the world still keeps after a message, as a capture; nobody's mere looks. */
function captureOf({ journal, origin }: ViewedWorld, after: number): string {
  const looks = new Set<string>();
  const kept = journal.all().filter((envelope) => isMatter(envelope, looks));
  const [first] = kept;
  return writeCapture({
    header: captureHeader({
      ...origin,
      created: first?.time ?? isoTime(0),
      source: 'world',
      pseudonymised: false,
    }),
    envelopes: kept.filter(({ seq }) => seq > after),
  });
}

function queryOf({ url }: FastifyRequest): URLSearchParams {
  return new URL(url, 'http://view').searchParams;
}

function formOf({ body }: FastifyRequest): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams();
}

function html(reply: FastifyReply, body: string): FastifyReply {
  return reply
    .header('content-security-policy', APP_PAGE_POLICY)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .type('text/html; charset=utf-8')
    .send(body);
}

function live(reply: FastifyReply, request: FastifyRequest, shown: unknown, part: VNode): FastifyReply {
  const isShown = queryOf(request).get('seen') === fingerprint(shown);
  return isShown ? reply.code(204).send() : html(reply, renderFragment(part));
}

/** Tells what came of it in a notice, beside the part of the page that it changed. */
function told(reply: FastifyReply, done: Done, part?: () => VNode): FastifyReply {
  const toast =
    'told' in done ? (
      <ToastBeside title="Done" text={done.told} />
    ) : (
      <ToastBeside title="Not done" text={done.problem} failed />
    );
  return html(reply, renderFragment(...(part === undefined ? [] : [part()]), toast));
}
