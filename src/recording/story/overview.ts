import type { Diagnosis } from './diagnose.ts';

/** How a device fared, for a table. */
export interface DeviceOverview {
  readonly devEui: string;
  readonly uplinks: number;
  /** Undefined: the recording does not show what the bridge was handed. */
  readonly handed: number | undefined;
  /** Undefined: the recording does not show what the bridge sent to Cumulocity. */
  readonly stored: number | undefined;
  readonly commands: number;
  readonly findings: number;
}

/** A line a device that was met in the recording, in the order of the addresses. */
export function overviewOf({ held, trails, findings }: Diagnosis): readonly DeviceOverview[] {
  const showsHanding = trails.some(({ handed }) => handed.length > 0);
  const showsPlatform = held.exchanges.some(({ from }) => from === 'bridge');
  const ofObjects = [...held.objects.keys()].flatMap((id) => held.devEuiOf(id) ?? []);
  const devEuis = new Set([...trails.map(({ devEui }) => devEui), ...ofObjects]);
  return [...devEuis].toSorted().map((devEui) => {
    const own = trails.filter((trail) => trail.devEui === devEui);
    return {
      devEui,
      uplinks: own.length,
      handed: showsHanding ? own.filter(({ handed }) => handed.length > 0).length : undefined,
      stored: showsPlatform ? own.filter(({ stored }) => stored.length > 0).length : undefined,
      commands: [...held.operations.values()].filter(({ deviceId }) => held.devEuiOf(deviceId) === devEui)
        .length,
      findings: findings.filter((finding) => finding.devEui === devEui).length,
    };
  });
}
