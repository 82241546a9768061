import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the bytes of a command reach the device in the reverse order.
 *
 * Must fail: CREATE-03 and CREATE-05, whose commands have two different bytes. (With all chapters, also those commands of
 * the chapter about them that are not the same from both ends.)
 */
export default control({
  title: 'The bytes of a command are reversed',
  breaks: ['CREATE-03', 'CREATE-05'],
  seenAs: 'A device does something else than it was told',
  defect: (parts) => ({
    ...parts,
    commandPorts: {
      ...parts.commandPorts,
      readOperation: (operation) => {
        const read = parts.commandPorts.readOperation(operation);
        if (read.kind !== 'command' || read.command.payload.kind !== 'bytes') return read;
        const hex = (read.command.payload.hex.match(/../g) ?? []).reverse().join('');
        return { ...read, command: { ...read.command, payload: { kind: 'bytes', hex } } };
      },
    },
  }),
});
