import type { BridgeParts, HttpResponse } from '../../bridge/index.ts';

const TIMEOUTS = { connectMs: 10_000, headersMs: 10_000, bodyMs: 10_000 };

interface Account {
  readonly hostName: string;
  readonly tenantId: string;
  readonly username: string;
  readonly password: string;
}

/** Calls Cumulocity beside the bridge's own client, for what a bridge should not do. */
export type PlatformCall = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
) => Promise<HttpResponse>;

/** The caller for one account. */
export function platformOf(http: Pick<BridgeParts['http'], 'request'>, account: Account): PlatformCall {
  const { hostName, tenantId, username, password } = account;
  const user = Buffer.from(`${tenantId}/${username}:${password}`, 'utf8').toString('base64');
  const headers = { authorization: `Basic ${user}`, accept: 'application/json' };
  return (method, path, body) =>
    http.request({
      method,
      url: `https://${hostName}${path}`,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeouts: TIMEOUTS,
    });
}

/** The id of the managed object that is bound to a DevEUI; undefined where there is none. */
export async function objectOf(call: PlatformCall, devEui: string): Promise<string | undefined> {
  const { body } = await call('GET', `/identity/externalIds/c8y_Serial/${devEui}`);
  return /"managedObject":\{[^}]*"id":"(\d+)"/.exec(body)?.[1];
}
