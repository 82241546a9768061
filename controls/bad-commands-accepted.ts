import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the text of a shell command is sent as it comes: port 0 and ports above 224, an odd number of digits.
 *
 * Must fail: CMD-08 alone: the network is asked for what it can only reject, or for half a byte less than was meant.
 *
 * Against all chapters CREATE-03 failed as well, which shows by half a byte that what is no command reaches no device.
 */
const TEXT = /^([0-9a-fA-F]*):(\d+)$/;

export default control({
  title: 'Commands with bad ports or odd digits are sent',
  breaks: ['CMD-08', 'CREATE-03'],
  seenAs: 'FPort 0 or above 224, odd hex accepted',
  defect: (parts) => ({
    ...parts,
    commandPorts: {
      ...parts.commandPorts,
      readOperation: (operation) => {
        const read = parts.commandPorts.readOperation(operation);
        const [, hex = '', port] = TEXT.exec(textOf(operation.c8y_Command)) ?? [];
        if (read.kind === 'command' || port === undefined) return read;
        const even = hex.slice(0, 2 * Math.floor(hex.length / 2)).slice(0, 40);
        return {
          kind: 'command',
          command: {
            payload: { kind: 'bytes', hex: even },
            fPort: Number(port),
            confirmed: false,
            flush: false,
          },
        };
      },
    },
  }),
});

function textOf(command: unknown): string {
  return typeof command === 'object' && command !== null && 'text' in command ? String(command.text) : '';
}
