import type { Clock, Timer } from '../src/clock/index.ts';
import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: each message that comes for a connection sets its restart timer anew, so that a busy connection is tried
 * again only once its devices fall silent.
 *
 * Must fail: STATE-12 (the announced time passes without an attempt) and STATE-05 (its scenario sends an uplink a minute).
 * Scenarios that send their uplinks at the beginning of an outage are only a little late.
 */
export default control({
  title: 'Each message puts the next restart off',
  breaks: ['STATE-05', 'STATE-12'],
  seenAs: 'Restart timer reset by each message (TXIF-2568)',
  defect: (parts) => {
    const restarts = new Set<() => void>();
    return {
      ...parts,
      createSupervisor: (deps) =>
        parts.createSupervisor({ ...deps, clock: withRestartsSetAnew(deps.clock, restarts) }),
      mqtt: {
        open: (subscription) =>
          parts.mqtt.open({
            ...subscription,
            async onMessage(message) {
              for (const setAnew of restarts) setAnew();
              await subscription.onMessage(message);
            },
          }),
      },
    };
  },
});

/** A clock whose timers for restarts can be set anew; `restarts` holds what does it. */
function withRestartsSetAnew(clock: Clock, restarts: Set<() => void>): Clock {
  return {
    now: () => clock.now(),
    sleep: (ms, options) => clock.sleep(ms, options),
    activity: (name, work) => clock.activity(name, work),
    wait: (name, until) => clock.wait(name, until),
    hold: (name) => clock.hold(name),
    timer(name, ms, fire) {
      if (!name.startsWith('restart of connection')) return clock.timer(name, ms, fire);
      let timer: Timer | undefined;
      const set = () => {
        timer?.cancel();
        timer = clock.timer(name, ms, () => {
          restarts.delete(set);
          return fire();
        });
      };
      set();
      restarts.add(set);
      return {
        cancel() {
          restarts.delete(set);
          timer?.cancel();
        },
      };
    },
  };
}
