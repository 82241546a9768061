import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: once a device's managed object is known, its id is used for ever; that the platform no longer knows it
 * changes nothing.
 *
 * Must fail: IDENT-02, since a deleted device is never registered again, and IDENT-07, since the object that took its
 * place is never asked for; DELIVERY-08, DELIVERY-13 and MSG-19, in which a device is deleted while its uplinks wait. Nothing else
 * looks at a device whose object went away.
 */
export default control({
  title: 'The id of a managed object is remembered although the object is gone',
  breaks: ['IDENT-02', 'IDENT-07', 'DELIVERY-08', 'DELIVERY-13', 'MSG-19'],
  seenAs: 'A deleted device cannot be registered again (TXIF-1794)',
  defect: (parts) => ({
    ...parts,
    createRegistry: (deps) => ({ ...parts.createRegistry(deps), forget: () => {} }),
  }),
});
