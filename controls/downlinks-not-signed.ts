import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: downlinks bear the application server's id, and no proof that it is it.
 *
 * Must fail: PARAM-15 alone. No other scenario has a network that asks who sends.
 */
export default control({
  title: 'Downlinks are not signed',
  breaks: ['PARAM-15'],
  seenAs: 'Downlinks rejected although downlinkAsId and downlinkAsKey are set',
  defect: (parts) => ({
    ...parts,
    commandPorts: {
      ...parts.commandPorts,
      assemble: (downlink, now, { asId }) => parts.commandPorts.assemble(downlink, now, { asId }),
    },
  }),
});
