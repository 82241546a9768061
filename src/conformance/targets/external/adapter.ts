import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { OPERATIONS, type OperationName } from './description.ts';
import { TargetError } from './errors.ts';
import type { HttpAnswer } from './http-call.ts';
import type { LoadedDescription } from './load-description.ts';
import type { Operation } from './operation.ts';

/** What an adapter answers, in the product's form: a connection, a list of them, a refusal with code and message. */
export interface AdapterAnswer {
  /** As the product would answer: 201 for a creation, 204 for a deletion, 200, 400, 404, … */
  readonly status: number;
  readonly body?: unknown;
}

/** What an adapter gets to work with. */
export interface AdapterContext {
  readonly baseUrl: string;
  /** Calls the bridge, signed in; `path` is relative to the base URL, `body` is sent as JSON. */
  send(request: {
    readonly method: string;
    readonly path: string;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  }): Promise<HttpAnswer & { readonly body: unknown }>;
}

/**
 * Speaks to a bridge whose API has another shape than the product's. An operation that is left out is one that the
 * bridge does not have; what would need it is not tested. Exported as `default` by the module that a description names,
 * or made by an exported function that takes an {@link AdapterContext}.
 */
export type BridgeAdapter = {
  readonly [Name in OperationName]?: (operation: Operation) => Promise<AdapterAnswer>;
};

const answerSchema = z.object({ status: z.number().int().min(100).max(599), body: z.unknown().optional() });
const adapterSchema = z.strictObject(
  Object.fromEntries(OPERATIONS.map((name) => [name, z.custom(isFunction, 'must be a function').optional()])),
);

type AnyFunction = (...args: readonly unknown[]) => unknown;

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

/** Loads the adapter that a description names. @throws TargetError when it is none */
export async function loadAdapter(
  { description, file, at }: LoadedDescription,
  context: AdapterContext,
): Promise<BridgeAdapter> {
  const path = description.adapter;
  if (path === undefined) return {};
  const fault = (why: string) => new TargetError('adapter', file, [`${path}: ${why}`]);
  if (!existsSync(at(path))) throw fault(`there is no file ${at(path)}`);
  let module: unknown;
  try {
    module = await import(pathToFileURL(at(path)).href);
  } catch (error) {
    throw fault(`it can not be loaded: ${loadingFault(error, at(path))}`);
  }
  const exported = typeof module === 'object' && module !== null ? Reflect.get(module, 'default') : undefined;
  const made = await madeBy(exported, context).catch((error: unknown) => {
    throw fault(`the function that it exports failed: ${error instanceof Error ? error.message : error}`);
  });
  const parsed = adapterSchema.safeParse(made);
  if (!parsed.success) throw fault(z.prettifyError(parsed.error));
  return Object.fromEntries(
    Object.entries(parsed.data).flatMap(([name, carryOut]) =>
      isFunction(carryOut) ? [[name, checked(name, carryOut, made, fault)]] : [],
    ),
  );
}

async function madeBy(exported: unknown, context: AdapterContext): Promise<unknown> {
  return isFunction(exported) ? await exported(context) : exported;
}

/** Of a syntax error in another module Node tells the place to nobody but the terminal. */
function loadingFault(error: unknown, path: string): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof SyntaxError
    ? `${error.message}. \`node --check ${path}\` tells where`
    : error.message;
}

function checked(name: string, carryOut: AnyFunction, adapter: unknown, fault: (why: string) => TargetError) {
  return async (operation: Operation): Promise<AdapterAnswer> => {
    const answer = answerSchema.safeParse(await Reflect.apply(carryOut, adapter, [operation]));
    if (!answer.success) throw fault(`${name}() gave no answer: ${z.prettifyError(answer.error)}`);
    return answer.data;
  };
}
