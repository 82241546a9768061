import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a correlation id is written as a number is, without leading zeros, so that one in sixteen is no 64 bits in
 * sixteen hexadecimal digits. The first digits are dealt here in turn, so that it is each sixteenth.
 *
 * Must fail: CMD-06 and CMD-15, whose scenarios have twenty commands: the network rejects the sixteenth. All others have
 * fewer.
 */
export default control({
  title: 'Correlation ids are written without leading zeros',
  breaks: ['CMD-06', 'CMD-15'],
  seenAs: 'CorrelationID not 64-bit hex',
  defect: (parts) => {
    let count = 0;
    return {
      ...parts,
      commandPorts: {
        ...parts.commandPorts,
        newCorrelationId: (isTaken) => {
          count += 1;
          const rest = parts.commandPorts.newCorrelationId(isTaken).slice(1);
          return `${(count % 16).toString(16)}${rest}`.replace(/^0+/, '').toUpperCase();
        },
      },
    };
  },
});
