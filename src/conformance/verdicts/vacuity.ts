import type { Envelope, Party } from '../../recording/index.ts';
import type { RunResult } from '../run/index.ts';

/**
 * Why a run shows nothing about the bridge under test, however its scenarios ended: what they rest on did not happen once.
 * Undefined where it did. A bridge that is aimed at wrongly looks like a broken one otherwise.
 */
export function vacuity({ scenarios }: RunResult): string | undefined {
  const envelopes = scenarios.flatMap((scenario) => scenario.envelopes);
  const count = (from: Party, to: Party, kind: Envelope['kind'], is = (_: Envelope) => true) =>
    envelopes.filter((one) => one.from === from && one.to === to && one.kind === kind && is(one)).length;

  const answers = count('bridge', 'operator', 'http-response');
  const refused = count('bridge', 'operator', 'http-response', ({ title }) => /^40[13]\b/.test(title));
  if (answers > 0 && refused === answers) {
    return `All ${answers} calls of its management API were refused as unauthorised. Check credentials in the target's file.`;
  }
  const sent = count('device', 'network-server', 'radio');
  if (sent === 0) return undefined;
  const posted = count('network-server', 'bridge', 'http-request');
  const taken = count('bridge', 'network-server', 'http-response', ({ outcome }) => outcome === 'ok');
  if (posted > 0 && taken === 0) {
    return `Not one of ${posted} uplinks that were posted was taken. Check uplink.http in the target's file.`;
  }
  if (count('bridge', 'cumulocity', 'http-request') === 0) {
    return `Devices sent ${sent} uplinks, but the bridge never called Cumulocity. Check platform in the target's file, and how the bridge is told to reach it.`;
  }
  const written = count('bridge', 'cumulocity', 'http-request', ({ title }) =>
    /^POST \/(measurement|event|inventory)\//.test(title),
  );
  if (written === 0) {
    return `Devices sent ${sent} uplinks, and no uplink ever arrived at Cumulocity. Check uplink in the target's file, and what the bridge subscribes to.`;
  }
  return undefined;
}
