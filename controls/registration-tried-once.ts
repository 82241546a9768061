import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a device whose registration fails is taken for one that may not be created; its uplink is skipped.
 *
 * Must fail: IDENT-09, and IDENT-05, whose registrations are broken off in the middle.
 *
 * With all chapters, which was not foreseen, also what is about uplinks that come while Cumulocity is out of order and
 * are the first of their device: it is never registered, and they are skipped.
 */
export default control({
  title: 'A registration that fails is not tried again',
  breaks: ['IDENT-05', 'IDENT-09'],
  breaksElsewhere: ['STATE-04', 'STATE-09', 'STATE-11', 'MSG-16', 'DELIVERY-01', 'MULTI-03'],
  seenAs: 'The first uplink of a device is lost when Cumulocity is busy',
  defect: (parts) => ({
    ...parts,
    createRegistry(deps) {
      const registry = parts.createRegistry(deps);
      return { ...registry, resolve: (device) => registry.resolve(device).catch(() => undefined) };
    },
  }),
});
