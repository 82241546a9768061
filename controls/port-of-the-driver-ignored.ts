import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the driver says on which port a device listens for its command, and nobody asks it.
 *
 * Must fail: CMD-12, where the driver says the port. Where the command says one, that is taken.
 */
export default control({
  title: 'The port that a driver says is ignored',
  breaks: ['CMD-12'],
  seenAs: 'Downlink on a wrong port',
  defect: (parts) => ({
    ...parts,
    commandPorts: {
      ...parts.commandPorts,
      encode: async (drivers, choice, data) => {
        const encoded = await parts.commandPorts.encode(drivers, choice, data);
        return encoded.ok ? { ok: true, hex: encoded.hex } : encoded;
      },
    },
  }),
});
