import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the bytes of a command reach the device in the reverse order.
 *
 * Must fail: CREATE-03 and CREATE-05, whose commands have two different bytes.
 *
 * With all chapters, also those commands of the chapter about them that are not the same from both ends. PARAM-16 and
 * MULTI-05 were not foreseen: they look at the bytes of theirs too.
 */
export default control({
  title: 'The bytes of a command are reversed',
  breaks: ['CREATE-03', 'CREATE-05'],
  breaksElsewhere: [
    'PARAM-16',
    'CMD-01',
    'CMD-07',
    'CMD-08',
    'CMD-09',
    'CMD-11',
    'CMD-13',
    'CMD-14',
    'CMD-17',
    'CMD-20',
    'MULTI-05',
  ],
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
