import { z } from 'zod';
import type { Envelope, Party } from '../../recording/index.ts';
import type { RunResult } from '../run/index.ts';

const REACH = "Check platform in the target's file, and how the bridge is told to reach it.";

/**
 * Why a run shows nothing about the bridge under test, however its scenarios ended: what they rest on did not happen once.
 * Undefined where it did. A bridge that is aimed at wrongly looks like a broken one otherwise.
 *
 * @param operator who makes objects beside the bridge at a tenant that the kit does not host; absent where it is the twin
 */
export function vacuity({ scenarios }: RunResult, operator?: string): string | undefined {
  const envelopes = scenarios.flatMap((scenario) => scenario.envelopes);
  const count = (from: Party, to: Party, kind: Envelope['kind'], is = (_: Envelope) => true) =>
    envelopes.filter((one) => one.from === from && one.to === to && one.kind === kind && is(one)).length;

  const answers = count('bridge', 'operator', 'http-response');
  const refused = count('bridge', 'operator', 'http-response', ({ title }) => /^40[13]\b/.test(title));
  if (answers > 0 && refused === answers) {
    return `All ${answers} calls of its management API were refused as unauthorised. Check credentials in the target's file.`;
  }
  const sent = count('device', 'network-server', 'radio');
  const posted = count('network-server', 'bridge', 'http-request');
  const taken = count('bridge', 'network-server', 'http-response', ({ outcome }) => outcome === 'ok');
  if (sent > 0 && posted > 0 && taken === 0) {
    return `Not one of ${posted} uplinks that were posted was taken. Check uplink.http in the target's file.`;
  }
  const never = `Devices sent ${sent} uplinks, and no uplink ever arrived at Cumulocity. Check uplink in the target's file, and what the bridge subscribes to.`;
  if (operator !== undefined) {
    // Who called a tenant of somebody else's is not seen; what was found there is.
    const found = count('cumulocity', 'operator', 'http-response', ({ body }) => holdsData(body, operator));
    return sent > 0 && found === 0 ? never : undefined;
  }
  const calls = count('bridge', 'cumulocity', 'http-request');
  const accepted = count('bridge', 'operator', 'http-response', ({ title }) => title === '201');
  if (accepted > 0 && calls === 0 && scenarios.some(({ status }) => status === 'blocked')) {
    return `Connections were created, but the bridge never called Cumulocity. ${REACH}`;
  }
  if (sent === 0) return undefined;
  if (calls === 0) return `Devices sent ${sent} uplinks, but the bridge never called Cumulocity. ${REACH}`;
  const written = count('bridge', 'cumulocity', 'http-request', ({ title }) =>
    /^POST \/(measurement|event|inventory)\//.test(title),
  );
  return written === 0 ? never : undefined;
}

const dataSchema = z.object({ measurements: z.array(z.unknown()).min(1) });
const objectsSchema = z.object({ managedObjects: z.array(z.object({ owner: z.string() })) });
const eventsSchema = z.object({ events: z.array(z.unknown()).min(1) });

/** Bodies stand in recordings as documents, or as texts where they were cut. */
function holdsData(body: unknown, operator: string): boolean {
  if (typeof body === 'string') return /"(measurements|events)":\[\{/.test(body);
  const objects = objectsSchema.safeParse(body);
  return (
    dataSchema.safeParse(body).success ||
    eventsSchema.safeParse(body).success ||
    (objects.success && objects.data.managedObjects.some(({ owner }) => owner !== operator))
  );
}
