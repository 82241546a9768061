import { changeApi, control, isRecord, objectOf, platformOf } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a device is registered in Cumulocity as soon as it is given a connection, before it was ever heard.
 *
 * Must fail: VERIFY-06, by its device that sent nothing.
 *
 * Deviation from what was foreseen before the first run: VERIFY-08 fails as well: its device was given the connection before
 * that was taken from it, and Cumulocity is to know nothing of it.
 */
export default control({
  title: 'A device is registered before it was heard',
  breaks: ['VERIFY-06', 'VERIFY-08'],
  seenAs: 'Devices that were never switched on fill the list',
  defect: (parts) =>
    changeApi(({ connections }) => ({
      async request(request) {
        const devEui = /^\/devices\/([^/]+)\/connections$/.exec(request.path)?.[1]?.toUpperCase();
        const { method, body } = request;
        const given = isRecord(body) ? connections.find(String(body.connectionId)) : undefined;
        if (method !== 'POST' || devEui === undefined || given === undefined) return request;
        const call = platformOf(parts.http, given.configuration);
        if ((await objectOf(call, devEui)) !== undefined) return request;
        const type = 'iotFlow_LorawanDevice';
        const made = await call('POST', '/inventory/managedObjects', {
          name: devEui,
          type,
          c8y_IsDevice: {},
        });
        const id = /"id":"(\d+)"/.exec(made.body)?.[1];
        const external = { type: 'c8y_Serial', externalId: devEui };
        if (id !== undefined) await call('POST', `/identity/globalIds/${id}/externalIds`, external);
        return request;
      },
    }))(parts),
});
