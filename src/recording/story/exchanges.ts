import type { Envelope, Party } from '../envelope.ts';

/** A request with what came back. */
export interface Exchange {
  readonly request: Envelope;
  readonly answer: Envelope | undefined;
  /** What went wrong instead of an answer, or with it. */
  readonly fault: Envelope | undefined;
  readonly from: Party;
  readonly to: Party;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly status: number | undefined;
}

/** Joins requests to their answers, in the order of the requests. */
export function exchangesOf(envelopes: readonly Envelope[]): readonly Exchange[] {
  const answers = new Map<string, Envelope>();
  const faults = new Map<string, Envelope>();
  for (const envelope of envelopes) {
    const { from, to, kind, correlation } = envelope;
    const key = `${to} ${from} ${correlation.exchange}`;
    if (kind === 'http-response') answers.set(key, envelope);
    if (kind === 'fault') faults.set(key, envelope);
  }
  return envelopes.flatMap((request) => {
    const { from, to, kind, title, correlation } = request;
    const [, method, target = ''] = /^([A-Z]+) (.*)$/.exec(title) ?? [];
    if (kind !== 'http-request' || method === undefined) return [];
    const key = `${from} ${to} ${correlation.exchange}`;
    const answer = answers.get(key);
    const [path = '', query = ''] = target.split('?', 2);
    const status = /^\d{3}/.exec(answer?.title ?? '')?.[0];
    return {
      request,
      answer,
      fault: faults.get(key),
      from,
      to,
      method,
      path,
      query: new URLSearchParams(query),
      status: status === undefined ? undefined : Number(status),
    };
  });
}

/** A path without what differs from one object to the next: `/inventory/managedObjects/{id}`. */
export function routeOf({ method, path }: Pick<Exchange, 'method' | 'path'>): string {
  const route = path
    .replace(/^(\/identity\/externalIds\/[^/]+)\/[^/]+$/, '$1/{externalId}')
    .replace(/\/\d+(?=\/|$)/g, '/{id}');
  return `${method} ${route}`;
}

/** Whether it was carried out, as far as the answer says. */
export function succeeded({ status }: Exchange): boolean {
  return status !== undefined && status < 300;
}
