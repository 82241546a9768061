import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the port of a command is kept in a signed byte, so that one above 127 becomes another.
 *
 * Must fail: CMD-11, one of whose commands goes to port 223. Whether a port is a valid one is looked at before.
 */
export default control({
  title: 'Ports above 127 become others',
  breaks: ['CMD-11'],
  seenAs: 'Downlink on a wrong port',
  defect: (parts) => ({
    ...parts,
    commandPorts: {
      ...parts.commandPorts,
      readOperation: (operation) => {
        const read = parts.commandPorts.readOperation(operation);
        if (read.kind !== 'command' || read.command.fPort === undefined) return read;
        return { ...read, command: { ...read.command, fPort: read.command.fPort & 0x7f } };
      },
    },
  }),
});
