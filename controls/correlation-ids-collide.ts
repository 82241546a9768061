import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: correlation ids are counted from 1, and from 1 again after each start of the bridge.
 *
 * Must fail: CMD-06 alone, by the commands before and after a restart. In all other scenarios the ids under way differ.
 */
export default control({
  title: 'Correlation ids begin anew with the bridge',
  breaks: ['CMD-06'],
  seenAs: 'CorrelationID colliding',
  defect: (parts) => {
    let count = 0;
    const next = () => {
      count += 1;
      return count.toString(16).toUpperCase().padStart(16, '0');
    };
    return {
      ...parts,
      commandPorts: { ...parts.commandPorts, newCorrelationId: next },
    };
  },
});
