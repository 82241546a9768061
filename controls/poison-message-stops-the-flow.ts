import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a message that is no JSON makes the intake fall, and it does not get up again: nothing more is taken in.
 *
 * Must fail: MSG-09, whose scenarios bring such messages. Nothing else does.
 */
export default control({
  title: 'A message that can’t be understood stops the intake',
  breaks: ['MSG-09'],
  seenAs: 'A poison message stops the flow',
  defect: (parts) => ({
    ...parts,
    createIntake: (deps) => {
      const intake = parts.createIntake(deps);
      let fallen = false;
      return {
        start: () => intake.start(),
        counts: () => intake.counts(),
        async accept(payload, way) {
          fallen ||= !isJson(payload);
          if (fallen) throw new SyntaxError('Unexpected token in JSON');
          await intake.accept(payload, way);
        },
      };
    },
  }),
});

function isJson(payload: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(payload).toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
