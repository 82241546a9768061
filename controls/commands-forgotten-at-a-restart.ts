import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: what was sent, and under which correlation id, is kept in memory only. After a restart the network's report
 * is about nothing that the bridge knows.
 *
 * Must fail: CMD-21 alone: the command reaches the device, and its operation fails for want of anything known about it. That
 * all operations end (CMD-02) holds.
 */
export default control({
  title: 'A restart forgets the commands under way',
  breaks: ['CMD-21'],
  seenAs: 'Operations fail after an update of the bridge, though the device got them',
  defect: (parts) => ({
    ...parts,
    storage: {
      log: (name, form) => parts.storage.log(name, form),
      close: () => parts.storage.close(),
      collection(name, schema) {
        const stored = parts.storage.collection(name, schema);
        // What an earlier bridge left is not seen.
        const own = new Set<string>();
        const seen = (id: string) => name !== 'commands' || own.has(id);
        return {
          get: async (id) => (seen(id) ? await stored.get(id) : undefined),
          list: async () => (await stored.list()).filter(({ id }) => seen(id)),
          delete: (id) => stored.delete(id),
          watch: (onChange) => stored.watch(onChange),
          put: (id, value) => {
            own.add(id);
            return stored.put(id, value);
          },
        };
      },
    },
  }),
});
