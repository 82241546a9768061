import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an operation fails when the network has not told of it within a minute, though a device of class A may not
 * listen for hours: the time for its report is counted from when it was handed over, not from the end of its validity.
 *
 * Must fail: CMD-13, where the network tells after half an hour and after the device's next uplink. The first run showed five
 * more, in each of which the report comes more than a minute after the hand-over: CMD-02, CMD-04, CMD-05, CMD-15 and CMD-21.
 */
const A_MINUTE = 60_000;

export default control({
  title: 'An operation fails before the device could listen',
  breaks: ['CMD-02', 'CMD-04', 'CMD-05', 'CMD-13', 'CMD-15', 'CMD-21'],
  seenAs: 'Operation FAILED although the device received the command',
  defect: ({ config, ...parts }) => ({
    ...parts,
    config: {
      ...config,
      commands: { ...config.commands, reportTimeout: A_MINUTE - config.commands.validity },
    },
  }),
});
