import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a device that was registered once is not registered a second time: when its object is gone, it is looked for
 * and never made.
 *
 * Must fail: IDENT-02, which is about this; DELIVERY-08, DELIVERY-13 and MSG-19, in which a device is deleted while its uplinks
 * wait. IDENT-07 holds, since the object that took the place of the deleted one is found.
 */
export default control({
  title: 'A deleted device is not registered again',
  breaks: ['IDENT-02', 'DELIVERY-08', 'DELIVERY-13', 'MSG-19'],
  seenAs: 'A deleted device cannot be registered again (TXIF-1794)',
  defect: (parts) => ({
    ...parts,
    createRegistry(deps) {
      const registry = parts.createRegistry(deps);
      const gone = new Set<string>();
      return {
        find: (devEui) => registry.find(devEui),
        resolve: (device) =>
          gone.has(device.devEui) ? registry.find(device.devEui) : registry.resolve(device),
        forget(devEui, managedObjectId) {
          gone.add(devEui);
          registry.forget(devEui, managedObjectId);
        },
      };
    },
  }),
});
