import { z } from 'zod';
import type { BridgeParts } from '../src/bridge/index.ts';
import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: where an uplink goes is decided when it is sent, by the flows and assignments of that moment.
 *
 * Must fail: MULTI-04, which changes them while uplinks wait, and DELIVERY-12, since what waited for a connection that is
 * deleted has no route to it any more, and is not named.
 */
type Routed = Parameters<BridgeParts['router']['route']>[0];
type Table = Parameters<BridgeParts['router']['route']>[1];

export default control({
  title: 'Routes are decided when an uplink is sent',
  breaks: ['MULTI-04', 'DELIVERY-12'],
  seenAs: 'After a change of flows, uplinks that waited are gone or go elsewhere',
  defect: (parts) => {
    let table: Table | undefined;
    const seen = new Map<string, Routed['devEui']>();
    const now = (text: string) => {
      const [head = '', document = ''] = text.split('\n');
      if (table === undefined || document === '') return text;
      const { DevEUI, CustomerData } = documentSchema.parse(JSON.parse(document)).DevEUI_uplink;
      const devEui = seen.get(DevEUI);
      if (devEui === undefined) return text;
      const routes = parts.router.route({ devEui, tags: CustomerData.tags }, table);
      return `${JSON.stringify({ ...headSchema.parse(JSON.parse(head)), routes })}\n${document}`;
    };
    return {
      ...parts,
      router: {
        route(uplink, given) {
          table = given;
          seen.set(uplink.devEui, uplink.devEui);
          return parts.router.route(uplink, given);
        },
      },
      storage: {
        collection: (name, schema) => parts.storage.collection(name, schema),
        close: () => parts.storage.close(),
        log: (name, form) =>
          parts.storage.log(
            name,
            'safeParse' in form
              ? form
              : { write: form.write, read: (text, what) => form.read(now(text), what) },
          ),
      },
    };
  },
});

const headSchema = z.record(z.string(), z.unknown());
const documentSchema = z.object({
  DevEUI_uplink: z.object({
    DevEUI: z.string(),
    CustomerData: z.object({ tags: z.array(z.string()).default([]) }).default({ tags: [] }),
  }),
});
