import type { z } from 'zod';
import type { Call, CallOptions, Send } from './cumulocity-calls.ts';
import { CumulocityError } from './errors.ts';
import type { HttpResponse } from './http-transport.ts';

/** Sends a call and reads its answer by a schema. */
export type ReadAnswer = <T>(call: Call, schema: z.ZodType<T>) => Promise<T>;

/** Makes the reader of one connection's answers; it throws {@link CumulocityError} for one of another form. */
export function createReader({ account }: CallOptions, send: Send): ReadAnswer {
  return async (call, schema) => {
    const response = await send(call);
    const parsed = schema.safeParse(jsonOf(response));
    if (parsed.success) return parsed.data;
    const what = `${account.hostName} ${call.method} ${call.path.split('?')[0] ?? ''}`;
    throw new CumulocityError('unexpected-answer', `${what} answered ${response.status}`, {
      status: response.status,
      maybeCarriedOut: true,
    });
  };
}

/** A 404 that says "there is none" is an answer and not a failure. */
export async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof CumulocityError && error.code === 'not-found') return undefined;
    throw error;
  }
}

function jsonOf(response: HttpResponse): unknown {
  try {
    return JSON.parse(response.body);
  } catch {
    return undefined;
  }
}
