import { durationMs } from '../../duration.ts';

/**
 * Says why an uplink is too old to be sent, or nothing. Its age counts from its emission at the radio until now: an
 * uplink that came in time and waited for the connection grows old as well (ThingPark X IoT Flow, Common parameters,
 * `uplinkTimeValidity`, and Connection states). Where several limits are set each holds, so the shortest decides.
 */
export function expiry(
  emitted: string,
  now: number,
  limits: readonly (string | undefined)[],
): string | undefined {
  if (limits.every((limit) => limit === undefined)) return undefined;
  const age = now - Date.parse(emitted);
  const shortest = limits
    .filter((limit) => limit !== undefined)
    .map((limit) => ({ limit, ms: durationMs(limit) }))
    .sort((a, b) => a.ms - b.ms)[0];
  if (shortest === undefined || age <= shortest.ms) return undefined;
  return `it was emitted ${Math.floor(age / 1000)} s ago and its validity is ${shortest.limit}`;
}
