import { changeApi, control, isRecord, objectOf, platformOf } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a device is registered in Cumulocity as soon as it is given a connection, before it was ever heard.
 *
 * Must fail: VERIFY-06, by its device that sent nothing.
 *
 * Deviation from what was foreseen before the first run: VERIFY-08 fails as well: its device was given the connection before
 * that was taken from it, and Cumulocity is to know nothing of it.
 *
 * With all chapters, whatever counts the devices in Cumulocity or registers one with a model, a name or a fault of its
 * own, and, as no first uplink registers it, all that waits for one; which of these was not foreseen one by one.
 */
export default control({
  title: 'A device is registered before it was heard',
  breaks: ['VERIFY-06', 'VERIFY-08'],
  breaksElsewhere: [
    'CREATE-03',
    'UPDATE-09',
    'DELETE-03',
    'PARAM-02',
    'PARAM-04',
    'PARAM-05',
    'PARAM-07',
    'PARAM-09',
    'PARAM-14',
    'PARAM-15',
    'PARAM-16',
    'STATE-11',
    'STATE-16',
    'IDENT-01',
    'IDENT-04',
    'IDENT-05',
    'IDENT-09',
    'MAP-01',
    'MAP-02',
    'MAP-03',
    'MSG-02',
    'MSG-17',
    'CMD-01',
    'CMD-02',
    'CMD-03',
    'CMD-04',
    'CMD-05',
    'CMD-06',
    'CMD-07',
    'CMD-08',
    'CMD-09',
    'CMD-11',
    'CMD-12',
    'CMD-13',
    'CMD-14',
    'CMD-15',
    'CMD-16',
    'CMD-17',
    'CMD-18',
    'CMD-19',
    'CMD-20',
    'CMD-21',
    'METRIC-03',
    'MULTI-01',
  ],
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
