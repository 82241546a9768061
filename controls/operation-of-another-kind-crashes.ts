import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the bridge expects a command in each operation of its devices, and reads one where there is none.
 *
 * Must fail: CMD-20 alone: a restart or new firmware is asked of one of its devices there, and the connection falls.
 */
export default control({
  title: 'An operation of another kind brings the connection down',
  breaks: ['CMD-20'],
  seenAs: 'An operation of another kind crashes',
  defect: (parts) => ({
    ...parts,
    commandPorts: {
      ...parts.commandPorts,
      readOperation: (operation) => {
        if (operation.c8y_Command === undefined && operation.iotFlow_Downlink === undefined) {
          throw new TypeError("Cannot read properties of undefined (reading 'text')");
        }
        return parts.commandPorts.readOperation(operation);
      },
    },
  }),
});
