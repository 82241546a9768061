import { NotOnThisTarget } from '../not-on-this-target.ts';
import type { ApiRequest, ApiResponse, Capability } from '../target.ts';
import { type BridgeAdapter, loadAdapter } from './adapter.ts';
import { inProductForm, parsed } from './answers.ts';
import type { Address } from './description.ts';
import { createHttpCall, type HttpCall } from './http-call.ts';
import type { LoadedDescription } from './load-description.ts';
import { readNamedFile } from './named-file.ts';
import { capabilityOf, type Operation, operationOf } from './operation.ts';
import { fillBody, fillPath } from './template.ts';

type Headers = Readonly<Record<string, string>>;

/** How the management API of a bridge is called that the kit does not host. */
export interface ManagementPort {
  /**
   * Sends a call that was written for the product's API, as the description says.
   * @param authorization headers that sign it in
   * @throws NotOnThisTarget when the target has no such thing
   * @throws Error when there is no answer
   */
  call(request: ApiRequest, authorization: Headers): Promise<ApiResponse>;
  /** Asks for a token. @throws NotOnThisTarget when the target gives none */
  signIn(credentials: { readonly clientId: string; readonly clientSecret: string }): Promise<ApiResponse>;
  readonly http: HttpCall;
}

/**
 * Makes the port of a described target. Its adapter is loaded at the first call, which throws TargetError where it can't be used.
 * @throws TargetError when a file that it names can't be read
 */
export async function createManagementPort(loaded: LoadedDescription): Promise<ManagementPort> {
  const { description } = loaded;
  const { caFile, timeouts, baseUrl, operations, answers, credentials } = description;
  const ca = caFile === undefined ? {} : { ca: await readNamedFile(loaded, 'caFile', caFile) };
  const http = createHttpCall({ ...ca, timeoutMs: timeouts.answer });
  const send = async (method: string, path: string, headers: Headers, body: string | undefined) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    return await http({
      method,
      url: `${baseUrl}${path}`,
      headers: { accept: 'application/json', ...type, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  };

  const asAddressed = async (operation: Operation, address: Address, headers: Headers) => {
    const { id, devEui, body, name } = operation;
    const more = {
      ...(id === undefined ? {} : { id, connectionId: id }),
      ...(devEui === undefined ? {} : { devEui }),
    };
    const sent =
      address.body === undefined
        ? body === undefined && name === 'assign'
          ? { connectionId: id }
          : body
        : fillBody(address.body, body, more);
    const text = sent === undefined || address.method === 'GET' ? undefined : JSON.stringify(sent);
    const answer = await send(address.method, fillPath(address.path, more), headers, text);
    return { headers: answer.headers, ...inProductForm(name, answer, answers) };
  };

  const asTheProduct = async (request: ApiRequest, headers: Headers) => {
    const body = request.rawBody ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
    const query = request.query === undefined ? '' : `?${new URLSearchParams(request.query).toString()}`;
    const answer = await send(request.method, `${request.path}${query}`, headers, body);
    const operation = operationOf(request);
    return answers === undefined || operation === undefined
      ? { ...answer, body: parsed(answer.text) }
      : { ...answer, ...inProductForm(operation.name, answer, answers) };
  };

  const adapters = new Map<string, Promise<BridgeAdapter>>();
  const adapterFor = (headers: Headers) => {
    const key = JSON.stringify(headers);
    const known = adapters.get(key);
    if (known !== undefined) return known;
    const made = loadAdapter(loaded, {
      baseUrl,
      send: async ({ method, path, body, headers: more }) => {
        const answer = await send(
          method,
          path,
          { ...headers, ...more },
          body === undefined ? undefined : JSON.stringify(body),
        );
        return { ...answer, body: parsed(answer.text) };
      },
    });
    adapters.set(key, made);
    return made;
  };

  const byAdapter = async (request: ApiRequest, headers: Headers) => {
    const operation = request.rawBody === undefined ? operationOf(request) : undefined;
    if (operation === undefined) throw notAddressed(request);
    const carryOut = (await adapterFor(headers))[operation.name];
    if (carryOut === undefined) throw notAddressed(request);
    return withText(await carryOut(operation));
  };

  const byHttp = async (request: ApiRequest, headers: Headers) => {
    const operation = request.rawBody === undefined ? operationOf(request) : undefined;
    if (operation === undefined) return await asTheProduct(request, headers);
    const address = operations[operation.name];
    if (address === 'none') throw notAddressed(request);
    if (address === undefined) return await asTheProduct(request, headers);
    return withText(await asAddressed(operation, address, headers));
  };

  return {
    http,
    async call(request, authorization) {
      expectClaimed(request, description.capabilities);
      const headers = { ...authorization, ...request.headers };
      return await (description.adapter === undefined ? byHttp : byAdapter)(request, headers);
    },
    async signIn({ clientId, clientSecret }) {
      if (credentials.kind !== 'oauth') {
        throw new NotOnThisTarget(
          'It is about tokens, and the target is not signed in to with client credentials.',
        );
      }
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      });
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await send('POST', credentials.tokenPath, type, form.toString());
      return { ...answer, body: parsed(answer.text) };
    },
  };
}

function expectClaimed(request: ApiRequest, claimed: readonly Capability[]): void {
  const capability = capabilityOf(request);
  if (capability === undefined || claimed.includes(capability)) return;
  throw new NotOnThisTarget(`It needs "${capability}", which the target does not claim.`);
}

function notAddressed({ method, path }: ApiRequest): NotOnThisTarget {
  const what = path.replace(/\/(connections|devices)\/[^/]+/g, '/$1/…');
  return new NotOnThisTarget(`The target has nothing that answers to ${method} ${what}.`);
}

function withText(answer: {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Headers;
}): ApiResponse {
  const { status, body, headers = {} } = answer;
  return { status, headers, body, text: body === undefined ? '' : JSON.stringify(body) };
}
