import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the bridge waits for the network's report, and waits for ever where none comes.
 *
 * Must fail: CMD-18 (the network says nothing), CMD-05 (a report without a status, and no other) and CMD-02 (the bridge was
 * killed, and the report had been lost before). The network itself tells of what expires in its queue, so that the other
 * scenarios of CMD-02 and CMD-18 hold.
 */
const A_HUNDRED_YEARS = 100 * 365 * 24 * 3_600_000;

export default control({
  title: 'An operation of which nothing is heard stays EXECUTING',
  breaks: ['CMD-02', 'CMD-05', 'CMD-18'],
  seenAs: 'Operation stays EXECUTING',
  defect: (parts) => ({
    ...parts,
    config: {
      ...parts.config,
      commands: { ...parts.config.commands, reportTimeout: A_HUNDRED_YEARS },
    },
  }),
});
