import { basicAuthorization } from './account.ts';
import type { World } from './world.ts';

/** Sends a request to a world's Cumulocity as its administrator; resolves to the parsed answer, whatever its status. */
export async function sendToPlatform(
  { cumulocity, admin, clock }: Pick<World, 'cumulocity' | 'admin' | 'clock'>,
  request: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<unknown> {
  const { method, path, body } = request;
  const answer = await clock.activity(`administrator's ${method} ${path}`, () =>
    cumulocity.request({
      host: admin.hostName,
      method,
      path,
      from: 'operator',
      headers: {
        authorization: basicAuthorization(admin),
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  return answer.body === '' ? undefined : JSON.parse(answer.body);
}
