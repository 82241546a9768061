import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the frames that were accepted are forgotten when the bridge ends, so that those whose acknowledgement
 * the end overtook are taken again when the network repeats them.
 *
 * Must fail: DELIVERY-02, some of whose scenarios repeat a frame after a restart. MSG-05 repeats them within one life.
 */
export default control({
  title: 'A frame that is repeated after a restart is stored again',
  breaks: ['DELIVERY-02'],
  seenAs: 'Replay after a lost acknowledgement (TXIF-2022)',
  defect: (parts) => ({
    ...parts,
    createIntake: (deps) => {
      const intake = parts.createIntake(deps);
      return {
        start: async () => {},
        counts: () => intake.counts(),
        accept: (payload, way) => intake.accept(payload, way),
      };
    },
  }),
});
