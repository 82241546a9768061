import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an uplink whose payload is empty, null or missing, or that came on port 0, makes the intake fall, and it
 * does not get up again: nothing more is taken in.
 *
 * Must fail: MSG-03, whose scenarios send such an uplink and wait for the next one.
 *
 * Deviations from what was foreseen before the first run: PARAM-12 was named, which sends one to see that it is not kept;
 * nothing is awaited there afterwards. MSG-09 was not named and failed, because messages that are no documents at all were
 * taken for ones without payload; the defect is now as narrow as its name.
 */
export default control({
  title: 'An uplink without payload stops the intake',
  breaks: ['MSG-03'],
  seenAs: 'Null or empty payload or FPort 0 crashes',
  defect: (parts) => ({
    ...parts,
    createIntake: (deps) => {
      const intake = parts.createIntake(deps);
      let fallen = false;
      return {
        start: () => intake.start(),
        counts: () => intake.counts(),
        async accept(payload, way) {
          fallen ||= isEmpty(Buffer.from(payload).toString('utf8'));
          if (fallen) throw new Error('Cannot read properties of undefined');
          await intake.accept(payload, way);
        },
      };
    },
  }),
});

function isEmpty(text: string): boolean {
  const isUplink = /^\{"DevEUI_uplink":\{.*"DevEUI":"[0-9A-Fa-f]{16}"/.test(text);
  if (!isUplink || text.includes('rawJoinRequest')) return false;
  return !/"payload_hex":"[^"]/.test(text) || /"FPort":"?0\b/.test(text);
}
