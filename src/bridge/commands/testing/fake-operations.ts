import { z } from 'zod';
import {
  type HttpRequest,
  type HttpResponse,
  type HttpTransport,
  TransportError,
} from '../../cumulocity/http-transport.ts';
import { error, type FakePlatform, json } from '../../cumulocity/testing/fake-platform.ts';

const objectSchema = z.record(z.string(), z.unknown());
const messagesSchema = z.array(z.looseObject({ channel: z.string(), clientId: z.string().optional() }));

type Json = z.infer<typeof objectSchema>;

/** Device control and realtime of a platform, as much of it as commands need: what the platform itself doesn't know. */
export class FakeOperations implements HttpTransport {
  readonly operations = new Map<string, Json>();
  /** `id status` in the order in which the bridge told them. */
  readonly told: string[] = [];
  /** Answers of polls that are held. */
  /** Notifications that nobody has fetched yet. */
  readonly #waiting: unknown[] = [];
  readonly #polls: ((answer: HttpResponse) => void)[] = [];
  #ids = 1000;
  #clients = 0;
  readonly #platform: FakePlatform;
  readonly #now: () => string;

  constructor(platform: FakePlatform, now: () => string) {
    this.#platform = platform;
    this.#now = now;
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const answer = await this.#platform.request(request);
    return answer.status === 405 ? ((await this.#answer(request)) ?? answer) : answer;
  }

  async close(): Promise<void> {}

  /** Makes an operation, as a user does; tells whoever polls unless it is made in silence. */
  create(deviceId: string, fragments: Json, silent = false): string {
    this.#ids += 1;
    const id = String(this.#ids);
    const operation = { id, deviceId, status: 'PENDING', creationTime: this.#now(), ...fragments };
    this.operations.set(id, operation);
    if (!silent) this.notify({ realtimeAction: 'CREATE', data: operation });
    return id;
  }

  status(id: string): string {
    return String(this.operations.get(id)?.status);
  }

  reason(id: string): string {
    return String(this.operations.get(id)?.failureReason ?? '');
  }

  notify(data: unknown): void {
    this.#waiting.push({ channel: '/operations/1', data });
    if (this.#polls.length > 0) this.answerPolls(this.#take());
  }

  /** What waits for the next poll, and the reply to it. */
  #take(): unknown[] {
    return [...this.#waiting.splice(0), { channel: '/meta/connect', successful: true }];
  }

  answerPolls(messages: readonly unknown[]): void {
    for (const answer of this.#polls.splice(0)) answer(json(200, messages));
  }

  get polls(): number {
    return this.#polls.length;
  }

  #answer(request: HttpRequest): HttpResponse | Promise<HttpResponse> | undefined {
    const url = new URL(request.url);
    const [, area, kind, id = '', sub] = url.pathname.split('/');
    if (area === 'notification') return this.#realtime(request);
    if (area === 'identity' && kind === 'globalIds' && sub === 'externalIds' && request.method === 'GET') {
      return this.#externalIds(id);
    }
    if (area !== 'devicecontrol') return undefined;
    if (request.method === 'GET') {
      const operations = [...this.operations.values()].filter(
        ({ status }) => status === url.searchParams.get('status'),
      );
      return json(200, { operations: url.searchParams.get('currentPage') === '1' ? operations : [] });
    }
    const operation = this.operations.get(id);
    if (operation === undefined) return error(404);
    const change = objectSchema.parse(JSON.parse(request.body ?? '{}'));
    this.operations.set(id, { ...operation, ...change });
    this.told.push(`${id} ${String(change.status)}`);
    return json(200, { id });
  }

  #externalIds(id: string): HttpResponse {
    if (!this.#platform.objects.has(id)) return error(404);
    const externalIds = [...this.#platform.externalIds]
      .filter(([, object]) => object === id)
      .map(([key]) => ({ type: key.split('/')[0], externalId: key.split('/')[1] }));
    return json(200, { externalIds });
  }

  #realtime(request: HttpRequest): HttpResponse | Promise<HttpResponse> {
    const [message] = messagesSchema.parse(JSON.parse(request.body ?? '[]'));
    const channel = message?.channel;
    if (channel === '/meta/handshake') {
      this.#clients += 1;
      return json(200, [{ channel, successful: true, clientId: `client-${this.#clients}` }]);
    }
    if (channel === '/meta/subscribe') return json(200, [{ channel, successful: true }]);
    if (this.#waiting.length > 0) return json(200, this.#take());
    return new Promise((resolve, reject) => {
      this.#polls.push(resolve);
      request.signal?.addEventListener(
        'abort',
        () => {
          const at = this.#polls.indexOf(resolve);
          if (at >= 0) this.#polls.splice(at, 1);
          reject(new TransportError('aborted', 'given up', true));
        },
        { once: true },
      );
    });
  }
}
