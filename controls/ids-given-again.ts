import { changeStored, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a new connection gets the highest id that is in use and one more, so that the id of a deleted one comes again.
 *
 * Must fail: CREATE-15 alone.
 */
export default control({
  title: 'The id of a deleted connection is given again',
  breaks: ['CREATE-15'],
  seenAs: 'Devices of a deleted connection send to a new one',
  defect: (parts) => {
    const used = new Set<string>();
    const connections = changeStored(parts.storage, 'connections', {
      onPut: (id) => used.add(id),
      onDelete: (id) => used.delete(id),
    });
    const storage = changeStored(connections, 'counters', {
      read: (value, name) =>
        name === 'connections' ? { last: Math.max(0, ...[...used].map(Number)) } : value,
    });
    return { ...parts, storage };
  },
});
