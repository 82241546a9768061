import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an update is laid over the stored configuration, so that what the request leaves out stays.
 *
 * Must fail: UPDATE-03 alone. All other updates bring the whole configuration, or are refused before anything is stored.
 */
export default control({
  title: 'An update keeps the fields that it leaves out',
  breaks: ['UPDATE-03'],
  seenAs: 'A partial PUT keeps old fields',
  defect: (parts) => ({
    ...parts,
    storage: {
      log: (name, schema) => parts.storage.log(name, schema),
      close: () => parts.storage.close(),
      collection(name, schema) {
        const stored = parts.storage.collection(name, schema);
        return {
          get: (id) => stored.get(id),
          list: () => stored.list(),
          delete: (id) => stored.delete(id),
          watch: (onChange) => stored.watch(onChange),
          async put(id, value) {
            const merged =
              name === 'connections' ? schema.parse(laidOver(await stored.get(id), value)) : value;
            await stored.put(id, merged);
          },
        };
      },
    },
  }),
});

function laidOver(before: unknown, after: unknown): unknown {
  if (!isRecord(before) || !isRecord(after)) return after;
  const inner = isRecord(before.configuration) && isRecord(after.configuration);
  return inner
    ? { ...after, configuration: { ...Object(before.configuration), ...Object(after.configuration) } }
    : after;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
