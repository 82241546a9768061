import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: with the data of each uplink the device's name in Cumulocity is set to its DevEUI again.
 *
 * Must fail: IDENT-08 alone.
 *
 * The first run was of a control that set the name whenever the bridge asked which object stands for a device: it survived,
 * since the bridge asks once a device. Now the name follows the data.
 *
 * With all chapters, which was not foreseen, also DELIVERY-13, in which somebody renames a device during an outage, and
 * DELIVERY-14: the change of the name is one more request behind the data, and what it keeps from ending is sent again.
 */
export default control({
  title: 'A name that a user gave is overwritten',
  breaks: ['IDENT-08'],
  breaksElsewhere: ['DELIVERY-13', 'DELIVERY-14'],
  seenAs: 'Renamed devices bear their DevEUI again',
  defect: (parts) => {
    const names = new Map<string, string>();
    return {
      ...parts,
      http: {
        async request(request) {
          const answer = await parts.http.request(request);
          const { origin, pathname } = new URL(request.url);
          if (request.method !== 'POST' || !pathname.startsWith('/measurement/')) return answer;
          for (const [id, name] of names) {
            if (request.body?.includes(`"id":"${id}"`) !== true) continue;
            await parts.http.request({
              ...request,
              method: 'PUT',
              url: `${origin}/inventory/managedObjects/${id}`,
              headers: { ...request.headers, 'content-type': 'application/json', accept: 'application/json' },
              body: JSON.stringify({ name }),
            });
          }
          return answer;
        },
        close: () => parts.http.close(),
      },
      createRegistry(deps) {
        const registry = parts.createRegistry(deps);
        return {
          ...registry,
          async resolve(device) {
            const id = await registry.resolve(device);
            if (id !== undefined) names.set(id, device.devEui);
            return id;
          },
        };
      },
    };
  },
});
