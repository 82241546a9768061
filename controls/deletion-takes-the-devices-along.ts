import { changeApi, control, namedConnection } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the deletion of a connection also deletes its devices in Cumulocity, and with them their data.
 *
 * Must fail: DELETE-05.
 *
 * Deviation from what was foreseen before the first run: DELETE-03 fails as well: in one of its scenarios a device has another
 * connection, which goes on and finds the device gone.
 */
const TIMEOUTS = { connectMs: 10_000, headersMs: 10_000, bodyMs: 10_000 };

export default control({
  title: 'With a connection its devices are deleted',
  breaks: ['DELETE-03', 'DELETE-05'],
  seenAs: 'The history of a site is gone',
  defect: (parts) =>
    changeApi(({ connections, devices }) => ({
      async request(request) {
        const present = connections.find(namedConnection(request) ?? '');
        if (request.method !== 'DELETE' || present === undefined) return request;
        const { hostName, tenantId, username, password } = present.configuration;
        const user = Buffer.from(`${tenantId}/${username}:${password}`).toString('base64');
        const call = (method: 'GET' | 'DELETE', path: string) =>
          parts.http.request({
            method,
            url: `https://${hostName}${path}`,
            headers: { authorization: `Basic ${user}`, accept: 'application/json' },
            timeouts: TIMEOUTS,
          });
        for (const { devEui, connectionIds } of devices.list()) {
          if (!connectionIds.includes(present.id)) continue;
          const found = await call('GET', `/identity/externalIds/c8y_Serial/${devEui}`);
          const object = /"managedObject":\{[^}]*"id":"(\d+)"/.exec(found.body)?.[1];
          if (object !== undefined) await call('DELETE', `/inventory/managedObjects/${object}`);
        }
        return request;
      },
    }))(parts),
});
