import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a shell command without a port goes to port 1, whatever port the connection is set to.
 *
 * Must fail: PARAM-16 alone.
 */
export default control({
  title: 'The port that is set for downlinks is ignored',
  breaks: ['PARAM-16'],
  seenAs: 'downlinkPort has no effect',
  defect: (parts) => ({
    ...parts,
    commandPorts: {
      ...parts.commandPorts,
      readOperation: (operation) => {
        const read = parts.commandPorts.readOperation(operation);
        if (read.kind !== 'command' || read.command.payload.kind !== 'bytes') return read;
        return { ...read, command: { fPort: 1, ...read.command } };
      },
    },
  }),
});
