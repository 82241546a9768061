import type { Envelope } from '../envelope.ts';
import { duplicatedDevices } from './duplicated-devices.ts';
import type { Finding } from './finding.ts';
import { type Held, heldBy } from './held.ts';
import { lostUplinks } from './lost-uplinks.ts';
import { openCommands } from './open-commands.ts';
import { type Trail, trailsOf } from './trails.ts';
import { toldEvents, troubledConnections, troubledRequests } from './troubled-requests.ts';

/** A recording, understood. */
export interface Diagnosis {
  readonly held: Held;
  readonly trails: readonly Trail[];
  /** In the order of time. */
  readonly findings: readonly Finding[];
}

/** Finds out what happened in a recording, and what of it went wrong. */
export function diagnose(envelopes: readonly Envelope[]): Diagnosis {
  const held = heldBy(envelopes);
  const trails = trailsOf(envelopes, held);
  const found = [
    ...duplicatedDevices(held),
    ...lostUplinks(envelopes, trails, held),
    ...openCommands(envelopes, held),
    ...troubledRequests(held),
    ...troubledConnections(envelopes),
  ];
  const findings = [...found, ...toldEvents(envelopes, found)];
  return { held, trails, findings: findings.toSorted((a, b) => a.seq - b.seq) };
}
