import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** One HTTP exchange with a bridge under test. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export type HttpCall = (request: {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}) => Promise<HttpAnswer>;

export interface HttpCallOptions {
  /** PEM of an authority beside the system's. */
  readonly ca?: string;
  /** For how long the bridge may be silent, in milliseconds. */
  readonly timeoutMs: number;
}

/** Calls with a connection each: nothing is left open between them. @throws Error when there is no answer */
export function createHttpCall({ ca, timeoutMs }: HttpCallOptions): HttpCall {
  return ({ method, url, headers, body }) =>
    new Promise((resolve, reject) => {
      // Of a DELETE, Node would not say by itself that it has a body.
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const options = {
        method,
        headers: { ...headers, ...length },
        agent: false as const,
        timeout: timeoutMs,
      };
      const take = (answer: IncomingMessage) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const names = Object.entries(answer.headers);
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(names.map(([name, value]) => [name, String(value)])),
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
      };
      const call = url.startsWith('https:')
        ? overHttps(url, { ...options, ...(ca === undefined ? {} : { ca }) }, take)
        : overHttp(url, options, take);
      call.on('timeout', () => call.destroy(new Error(`${method} ${url} had no answer in ${timeoutMs} ms`)));
      call.on('error', reject);
      call.end(body);
    });
}
