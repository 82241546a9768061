import type { z } from 'zod';
import { read } from '../validation.ts';

/** What a route gives back; no body: nothing is sent. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A request as it came in, nothing checked. */
export interface RawRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Path and query. */
  readonly url: string;
}

export interface AnswerDescription {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Where it is no JSON; then it is a text. */
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is told of a route and what it takes; the OpenAPI document is made of these. */
export interface RouteDescription {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base path, `/connections/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** True for what is given without a token. */
  readonly open?: boolean;
  /** True where the body is form-encoded instead of JSON. */
  readonly form?: boolean;
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
}

export interface Route extends RouteDescription {
  /** @throws {BridgeError} when it is refused */
  run(raw: RawRequest): Promise<Answer>;
}

interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly raw: RawRequest;
}

type Typed<P, Q, B> = Omit<RouteDescription, 'params' | 'query' | 'body'> & {
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
};

/** A route whose handler is given what its schemas made of the request. */
export function route<P, Q, B>(
  description: Typed<P, Q, B>,
  handle: (input: Input<P, Q, B>) => Answer | Promise<Answer>,
): Route;
export function route(
  description: RouteDescription,
  handle: (input: Input<unknown, unknown, unknown>) => Answer | Promise<Answer>,
): Route {
  const { params, query, body } = description;
  return {
    ...description,
    async run(raw) {
      return handle({
        params: params === undefined ? raw.params : read(params, raw.params),
        query: query === undefined ? raw.query : read(query, raw.query),
        body: body === undefined ? raw.body : read(body, raw.body),
        raw,
      });
    },
  };
}
