import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a driver without `encodeDownlink` is asked to encode all the same, and the error that comes of it is
 * nobody's: the connection falls, and with each restart again.
 *
 * Must fail: CMD-09 alone.
 */
export default control({
  title: 'A driver that can’t encode brings the connection down',
  breaks: ['CMD-09'],
  seenAs: 'Missing encodeDownlink crashes (TXIF-2235)',
  defect: (parts) => ({
    ...parts,
    commandPorts: {
      ...parts.commandPorts,
      encode: async (drivers, choice, data) => {
        const encoded = await parts.commandPorts.encode(drivers, choice, data);
        if (!encoded.ok && encoded.failure.code === 'no-encoder') {
          throw new TypeError('driver.encodeDownlink is not a function');
        }
        return encoded;
      },
    },
  }),
});
