import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: no frame is remembered, so that one which comes again is taken as another.
 *
 * Must fail: MSG-05 and DELIVERY-02, which deliver a frame twice. Nothing else repeats one.
 */
export default control({
  title: 'The same frame is stored twice',
  breaks: ['MSG-05', 'DELIVERY-02'],
  seenAs: 'The same frame (DevEUI + FCntUp) stored twice',
  defect: (parts) => ({
    ...parts,
    createIntake: (deps) => parts.createIntake({ ...deps, rememberFrames: 0 }),
  }),
});
