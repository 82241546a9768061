import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: uplinks whose frame counter is written as text are taken for something else, and dropped without a word.
 *
 * Must fail: MSG-01 and, added when their scenarios came, MAP-15 and MAP-16, each with a device whose uplinks have numbers
 * written as text.
 */
export default control({
  title: 'Uplinks with numbers written as text are dropped',
  breaks: ['MSG-01', 'MAP-15', 'MAP-16'],
  seenAs: 'FCntUp as text is not understood',
  defect: (parts) => ({
    ...parts,
    createIntake: (deps) => {
      const intake = parts.createIntake(deps);
      return {
        start: () => intake.start(),
        counts: () => intake.counts(),
        async accept(payload, way) {
          if (/"FCntUp"\s*:\s*"/.test(Buffer.from(payload).toString('utf8'))) return;
          await intake.accept(payload, way);
        },
      };
    },
  }),
});
