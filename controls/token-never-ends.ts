import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: whether a token's time is over is never found out, since its time is told by a clock that stands still.
 *
 * Must fail: SEC-03 alone.
 */
export default control({
  title: 'A token never ends',
  breaks: ['SEC-03'],
  seenAs: 'A token that leaked opens the bridge for ever',
  defect: (parts) => ({
    ...parts,
    createApi(deps) {
      const { clock } = deps;
      const start = clock.now();
      return parts.createApi({
        ...deps,
        clock: {
          now: () => start,
          timer: (name, delayMs, fire) => clock.timer(name, delayMs, fire),
          sleep: (delayMs, options) => clock.sleep(delayMs, options),
          activity: (name, work) => clock.activity(name, work),
          wait: (name, until) => clock.wait(name, until),
          hold: (name) => clock.hold(name),
        },
      });
    },
  }),
});
