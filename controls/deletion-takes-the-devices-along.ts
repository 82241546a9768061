import {
  changeApi,
  control,
  namedConnection,
  objectOf,
  platformOf,
} from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the deletion of a connection also deletes its devices in Cumulocity, and with them their data.
 *
 * Must fail: DELETE-05.
 *
 * Deviation from what was foreseen before the first run: DELETE-03 fails as well: in one of its scenarios a device has another
 * connection, which goes on and finds the device gone.
 *
 * With all chapters, which was not foreseen, also MULTI-02, by a device that another connection goes on serving, and
 * STATE-17, whose device has to be made again by the connection that follows.
 */
export default control({
  title: 'With a connection its devices are deleted',
  breaks: ['DELETE-03', 'DELETE-05'],
  breaksElsewhere: ['STATE-17', 'MULTI-02'],
  seenAs: 'The history of a site is gone',
  defect: (parts) =>
    changeApi(({ connections, devices }) => ({
      async request(request) {
        const present = connections.find(namedConnection(request) ?? '');
        if (request.method !== 'DELETE' || present === undefined) return request;
        const call = platformOf(parts.http, present.configuration);
        for (const { devEui, connectionIds } of devices.list()) {
          if (!connectionIds.includes(present.id)) continue;
          const object = await objectOf(call, devEui);
          if (object !== undefined) await call('DELETE', `/inventory/managedObjects/${object}`);
        }
        return request;
      },
    }))(parts),
});
