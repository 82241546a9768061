import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: each uplink of an unknown device looks for it and registers it for itself. Where a second one comes before the
 * first has done so, neither finds the other's device. Here the device is made a second time, if another uplink of it came
 * meanwhile.
 *
 * Must fail: IDENT-03 alone. In all other scenarios the first uplink of a device has arrived before its next one comes, or
 * nobody counts the devices.
 */
export default control({
  title: 'Two first uplinks at the same time register two devices',
  breaks: ['IDENT-03'],
  seenAs: 'Two simultaneous first uplinks create two devices',
  defect: (parts) => {
    const waiting = new Map<string, number>();
    const countOf = (devEui: string) => waiting.get(devEui) ?? 0;
    return {
      ...parts,
      router: {
        route(uplink, table) {
          waiting.set(uplink.devEui, countOf(uplink.devEui) + 1);
          return parts.router.route(uplink, table);
        },
      },
      createRegistry(deps) {
        const createManagedObject: typeof deps.client.createManagedObject = async (fragments) => {
          const id = await deps.client.createManagedObject(fragments);
          if (countOf(String(fragments.name)) > 1) await deps.client.createManagedObject(fragments);
          return id;
        };
        const registry = parts.createRegistry({ ...deps, client: { ...deps.client, createManagedObject } });
        return {
          ...registry,
          async resolve(device) {
            const id = await registry.resolve(device);
            waiting.delete(device.devEui);
            return id;
          },
        };
      },
    };
  },
});
