import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: whatever an operator asks of a device is taken for a command: one of another kind, or of none, becomes a downlink
 * of one byte.
 *
 * Must fail: CMD-20 alone. Operations for devices of others are left to them as before (CMD-10), and bad commands are refused
 * (CMD-08).
 */
export default control({
  title: 'An operation of another kind is sent as a command',
  breaks: ['CMD-20'],
  seenAs: 'An operation of another kind is taken',
  defect: (parts) => ({
    ...parts,
    commandPorts: {
      ...parts.commandPorts,
      readOperation: (operation) =>
        operation.c8y_Command === undefined && operation.iotFlow_Downlink === undefined
          ? {
              kind: 'command',
              command: { payload: { kind: 'bytes', hex: '00' }, confirmed: false, flush: false },
            }
          : parts.commandPorts.readOperation(operation),
    },
  }),
});
