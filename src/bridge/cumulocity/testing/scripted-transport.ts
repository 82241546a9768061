import type { CallOptions } from '../cumulocity-calls.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from '../http-transport.ts';

type Answer = HttpResponse | (() => HttpResponse);

/** Answers what it is told to, one after the other, whatever is asked; the last answer stays. */
export class ScriptedTransport implements HttpTransport {
  readonly requests: HttpRequest[] = [];
  readonly #answers: Answer[];

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request);
    const answer = this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0];
    if (answer === undefined) throw new Error(`no answer to ${request.method} ${request.url}`);
    return typeof answer === 'function' ? answer() : answer;
  }

  async close(): Promise<void> {}

  /** `METHOD path?query` of each request, the query as it is read. */
  get asked(): string[] {
    return this.requests.map(({ method, url }) => `${method} ${url.replace(/^https:\/\/[^/]+/, '')}`);
  }

  /** Body of each request. */
  get bodies(): unknown[] {
    return this.requests.map(({ body }) => (body === undefined ? undefined : JSON.parse(body)));
  }
}

export const ACCOUNT = {
  hostName: 'tpx.example.com',
  tenantId: 't1',
  username: 'user',
  password: 'secret',
};

/** A connection's options over a transport. */
export function callOptions(http: HttpTransport, more: Partial<CallOptions> = {}): CallOptions {
  return { http, account: ACCOUNT, timeouts: { connectMs: 1, headersMs: 2, bodyMs: 3 }, ...more };
}

export function answer(status: number, body = ''): HttpResponse {
  return { status, headers: {}, body };
}
