import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a device whose registration fails is taken for one that may not be created; its uplink is skipped.
 *
 * Must fail: IDENT-09, and IDENT-05, whose registrations are broken off in the middle.
 */
export default control({
  title: 'A registration that fails is not tried again',
  breaks: ['IDENT-05', 'IDENT-09'],
  seenAs: 'The first uplink of a device is lost when Cumulocity is busy',
  defect: (parts) => ({
    ...parts,
    createRegistry(deps) {
      const registry = parts.createRegistry(deps);
      return { ...registry, resolve: (device) => registry.resolve(device).catch(() => undefined) };
    },
  }),
});
