import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: of what a command says beside its bytes nothing reaches the network: not that it is to be confirmed, for
 * how long it is good, or that it takes the place of others.
 *
 * Must fail: CMD-14 alone. A device that is never heard of fails its operation all the same, after a day.
 */
const A_DAY = 24 * 3_600_000;

export default control({
  title: 'Confirmation, validity and flush are left out of downlinks',
  breaks: ['CMD-14'],
  seenAs: 'Commands come to the device long after they were good',
  defect: (parts) => ({
    ...parts,
    commandPorts: {
      ...parts.commandPorts,
      assemble: (downlink, now, signer) => {
        const plain = { ...downlink, confirmed: false, flush: false, validUntil: now + A_DAY };
        return parts.commandPorts.assemble(plain, now, signer);
      },
    },
  }),
});
