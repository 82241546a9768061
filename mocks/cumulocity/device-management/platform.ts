import type { z } from 'zod';
import { PlatformError } from '../errors.ts';
import type { Incoming } from '../server/peer.ts';
import { respondAs } from '../server/respond.ts';
import type { PageParts } from './page-parts.ts';
import type { Session } from './sessions.ts';

/** The platform's resources as the signed-in user may use them: what a page shows is what the API says. */
export class Platform {
  readonly #parts: PageParts;
  readonly #session: Session;
  readonly #peer: Incoming['peer'];

  constructor(parts: PageParts, session: Session, peer: Incoming['peer']) {
    this.#parts = parts;
    this.#session = session;
    this.#peer = peer;
  }

  /** @throws PlatformError as the resource does */
  get<T>(path: string, query: Readonly<Record<string, string>>, schema: z.ZodType<T>): T {
    return schema.parse(
      JSON.parse(this.#call('GET', path, new URLSearchParams(query).toString(), undefined)),
    );
  }

  /** The same, but undefined where there is none of it or the user may not see it. */
  find<T>(path: string, query: Readonly<Record<string, string>>, schema: z.ZodType<T>): T | undefined {
    try {
      return this.get(path, query, schema);
    } catch (error) {
      if (error instanceof PlatformError && [403, 404].includes(error.status)) return undefined;
      throw error;
    }
  }

  /** @throws PlatformError as the resource does */
  post(path: string, body: unknown): void {
    this.#call('POST', path, '', body);
  }

  /** @throws PlatformError as the resource does */
  put(path: string, body: unknown): void {
    this.#call('PUT', path, '', body);
  }

  #call(method: 'GET' | 'POST' | 'PUT', path: string, query: string, body: unknown): string {
    const { tenant, user } = this.#session;
    const { unsettled, realtime, clock } = this.#parts;
    const incoming: Incoming = {
      method,
      url: query === '' ? path : `${path}?${query}`,
      host: tenant.domain,
      // An application's key: a person who looks is no sign of life of a device.
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-cumulocity-application-key': 'devicemanagement',
      },
      body: body === undefined ? '' : JSON.stringify(body),
      peer: this.#peer,
    };
    const answer = respondAs(
      tenant,
      user,
      incoming,
      { method, path, query },
      { value: body, problem: undefined },
      { unsettled, realtime, now: clock.now() },
    );
    if (answer.kind !== 'answer') throw new Error(`${method} ${path} did not answer at once`);
    return answer.body;
  }
}
