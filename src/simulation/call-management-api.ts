import type { ApiRequest, ApiResponse } from '../conformance/targets/index.ts';

/** One HTTP exchange with the management API, however it is carried. */
export type SendToBridge = (request: {
  readonly method: ApiRequest['method'];
  /** With base path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}) => Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}>;

/** Where the management API begins on any bridge that follows the product. */
export const BASE_PATH = '/iot-flow/v1';

/** Sends a call in the form that the management API wants. */
export async function callManagementApi(
  send: SendToBridge,
  request: ApiRequest,
  token: string | undefined,
): Promise<ApiResponse> {
  const body = request.rawBody ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  const query = request.query === undefined ? '' : `?${new URLSearchParams(request.query).toString()}`;
  const answer = await send({
    method: request.method,
    path: `${BASE_PATH}${request.path}${query}`,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...request.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  return { ...answer, body: parsed(answer.text) };
}

/** Asks for a token with OAuth2 client credentials, form-encoded as the product's documentation shows it. */
export async function callTokenEndpoint(
  send: SendToBridge,
  credentials: { readonly clientId: string; readonly clientSecret: string },
): Promise<ApiResponse> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  const answer = await send({
    method: 'POST',
    path: `${BASE_PATH}/oauth/token`,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  return { ...answer, body: parsed(answer.text) };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
