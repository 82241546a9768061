import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: when a new device's external id can't be bound, the object that was made for it is neither removed nor found
 * again: the next attempt makes another.
 *
 * Must fail: IDENT-05, by its scenarios in which the binding fails. After a conflict with somebody else's device the object is
 * removed as it should be (IDENT-04, IDENT-10), and one that was made without an answer is found again.
 */
export default control({
  title: 'An object whose external id can’t be bound is left behind',
  breaks: ['IDENT-05'],
  seenAs: 'Managed object left behind when binding its external id fails',
  defect: (parts) => ({
    ...parts,
    createRegistry(deps) {
      const { client } = deps;
      const left = new Set<string>();
      return parts.createRegistry({
        ...deps,
        client: {
          ...client,
          async bindExternalId(id, type, externalId) {
            try {
              await client.bindExternalId(id, type, externalId);
            } catch (error) {
              if (!isConflict(error)) left.add(id);
              throw error;
            }
          },
          async findBySerialNumber(type, serialNumber) {
            const found = await client.findBySerialNumber(type, serialNumber);
            return found.filter((id) => !left.has(id));
          },
          async deleteManagedObject(id) {
            if (!left.has(id)) await client.deleteManagedObject(id);
          },
        },
      });
    },
  }),
});

function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'conflict';
}
