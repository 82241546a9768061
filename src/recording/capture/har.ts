import { z } from 'zod';
import type { Envelope, EnvelopeDraft } from '../envelope.ts';
import { CaptureError } from './errors.ts';
import { type Happening, makeEnvelopes } from './make-envelopes.ts';
import { documentTitle, readThingParkDocument } from './thingpark-document.ts';

const headersSchema = z.array(z.object({ name: z.string(), value: z.string() })).default([]);

/** What is read of a HAR file (HTTP Archive 1.2, "entries"). */
const harSchema = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        startedDateTime: z.string().refine((time) => !Number.isNaN(Date.parse(time)), 'must be a time'),
        time: z.number().default(0),
        request: z.object({
          method: z.string(),
          url: z.url(),
          headers: headersSchema,
          postData: z.object({ text: z.string().optional() }).optional(),
        }),
        response: z.object({
          status: z.number().int(),
          statusText: z.string().default(''),
          content: z.object({ text: z.string().optional(), encoding: z.string().optional() }).optional(),
        }),
      }),
    ),
  }),
});
type Entry = z.infer<typeof harSchema>['log']['entries'][number];

/** The APIs of Cumulocity that bridges and people use (Cumulocity OpenAPI, paths). */
const CUMULOCITY =
  /^\/(?:inventory|identity|measurement|event|alarm|devicecontrol|notification|notification2|cep|tenant|user|platform)(?:\/|$)/;
const MANAGEMENT_API = /^.*\/iot-flow\/v\d+(?=\/)/;

/** Whether a parsed file wants to be a HAR file. */
export function looksLikeHar(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'log' in value;
}

/**
 * The requests of a HAR file that go to Cumulocity or to IoT Flow, or bring an uplink.
 * @throws CaptureError bad-har, nothing-known
 */
export function harEnvelopes(value: unknown): readonly Envelope[] {
  const har = harSchema.safeParse(value);
  if (!har.success) {
    const [issue] = har.error.issues;
    throw new CaptureError('bad-har', { detail: `${issue?.path.join('.')}: ${issue?.message}` });
  }
  const happenings = har.data.log.entries.flatMap((entry, index) => happeningsOf(entry, `har-${index + 1}`));
  if (happenings.length === 0) throw new CaptureError('nothing-known');
  return makeEnvelopes('HAR file', happenings);
}

function happeningsOf(entry: Entry, exchange: string): Happening[] {
  const { request, response } = entry;
  const url = new URL(request.url);
  const body = jsonOf(request.postData?.text);
  const way = wayOf(entry, url, body);
  if (way === undefined) return [];
  const at = Date.parse(entry.startedDateTime);
  const { from, to, title, about } = way;
  const correlation = { exchange, ...about };
  const { status, statusText } = response;
  const answer = answerOf(response.content);
  return [
    { at, from, to, kind: 'http-request', title, correlation, ...(body === undefined ? {} : { body }) },
    {
      at: at + entry.time,
      from: to,
      to: from,
      correlation,
      ...(status === 0
        ? { kind: 'fault', title: 'no answer was recorded', outcome: 'failed' }
        : {
            kind: 'http-response',
            title: `${status} ${statusText}`.trim(),
            outcome: status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed',
            ...(answer === undefined ? {} : { body: answer }),
          }),
    },
  ];
}

interface Way extends Pick<EnvelopeDraft, 'from' | 'to' | 'title'> {
  readonly about?: { readonly devEui: string; readonly fCntUp?: number };
}

/** Who asks whom. A browser is somebody's who looks or works; all else that asks Cumulocity is the bridge. */
function wayOf({ request }: Entry, url: URL, body: unknown): Way | undefined {
  const { pathname, search } = url;
  const document = readThingParkDocument(body);
  if (document !== undefined) {
    const { devEui, fCntUp } = document;
    const about = { devEui, ...(fCntUp === undefined ? {} : { fCntUp }) };
    return { from: 'network-server', to: 'bridge', title: `POST ${documentTitle(document)}`, about };
  }
  const agent = request.headers.find(({ name }) => name.toLowerCase() === 'user-agent')?.value ?? '';
  if (MANAGEMENT_API.test(pathname)) {
    const path = pathname.replace(MANAGEMENT_API, '');
    return { from: 'operator', to: 'bridge', title: `${request.method} ${path}${search}` };
  }
  if (!CUMULOCITY.test(pathname)) return undefined;
  const from = agent.startsWith('Mozilla/') ? 'operator' : 'bridge';
  return { from, to: 'cumulocity', title: `${request.method} ${pathname}${search}` };
}

function answerOf(content: Entry['response']['content']): unknown {
  const { text, encoding } = content ?? {};
  return jsonOf(encoding === 'base64' && text !== undefined ? Buffer.from(text, 'base64').toString() : text);
}

function jsonOf(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Forms and pages are kept as the text that they are.
    return text;
  }
}
