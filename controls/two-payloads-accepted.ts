import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: of a command that has both bytes and data, the bytes are sent. Which of them was meant, nobody knows.
 *
 * Must fail: CMD-08 alone.
 */
export default control({
  title: 'A command with two payloads is sent',
  breaks: ['CMD-08'],
  seenAs: 'Both payload and payload_hex accepted',
  defect: (parts) => ({
    ...parts,
    commandPorts: {
      ...parts.commandPorts,
      readOperation: (operation) =>
        parts.commandPorts.readOperation({
          ...operation,
          ...(isRecord(operation.iotFlow_Downlink) && 'payload_hex' in operation.iotFlow_Downlink
            ? { iotFlow_Downlink: { ...operation.iotFlow_Downlink, data: undefined } }
            : {}),
        }),
    },
  }),
});

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
