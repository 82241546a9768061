import { changeStored, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: flows are kept in memory only.
 *
 * Must fail: DURABLE-02 alone. The connections of devices survive.
 */
export default control({
  title: 'A restart forgets the flows',
  breaks: ['DURABLE-02'],
  seenAs: 'All devices silent after an update',
  defect: (parts) => {
    // What an earlier bridge left is not seen.
    const own = new Set<string>();
    const storage = changeStored(parts.storage, 'flows', {
      onPut: (id) => own.add(id),
      read: (value, id) => (own.has(id) ? value : undefined),
    });
    return { ...parts, storage };
  },
});
