import type { Point } from '../drivers/driver-host.ts';
import type { Uplink } from '../uplinks/uplink.ts';
import type { EventDraft, MeasurementDraft, Position } from './drafts.ts';
import { FRAME_FRAGMENT, frameObject } from './frame-fragment.ts';
import { MeasurementParts } from './measurement-parts.ts';
import { convert, pointKind, readPointName, readValues } from './read-point.ts';
import { position, readPosition } from './read-position.ts';

/** What one uplink becomes in Cumulocity; the source's id is added when it is sent. */
export interface Mapped {
  readonly measurements: readonly MeasurementDraft[];
  readonly events: readonly EventDraft[];
  /** Where the device is and since when, for `c8y_Position` on its managed object. */
  readonly position?: Located;
  /** What had to be left out, for people. */
  readonly warnings: readonly string[];
}

export interface Located {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly value: Position;
}

/** Turns an uplink and its points into Cumulocity's data; pure. */
export interface Mapper {
  map(uplink: Uplink, points: Readonly<Record<string, Point>>): Mapped;
}

/** The type of the event that tells a position (Cumulocity, Device management library, Position). */
export const LOCATION_EVENT_TYPE = 'c8y_LocationUpdate';

/**
 * The mapping of ontology points onto Cumulocity's sensor library. All values of one time make one measurement; the
 * time is the frame's emission, or the record's own. Signal strength is told of every uplink. A position goes onto the
 * managed object and into an event: the event alone does not move the device.
 */
export function createMapper(): Mapper {
  return { map };
}

function map(uplink: Uplink, points: Readonly<Record<string, Point>>): Mapped {
  const parts = new MeasurementParts();
  const located: Located[] = [];
  const warnings: string[] = [];
  addSignalStrength(parts, uplink);
  for (const [name, point] of Object.entries(points)) {
    const warn = (problem: string) => void warnings.push(`point ${name}: ${problem}`);
    if (readPointName(name).kind === 'location') located.push(...readLocations(uplink, point, warn));
    else addPoint(parts, uplink, name, point, warn);
  }
  if (located.length === 0) located.push(...networkLocation(uplink, warnings));
  located.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const newest = located.at(-1);
  return {
    measurements: parts.drafts(uplink.identity, uplink.time),
    events: located.map((place, part) => locationEvent(uplink, place, part)),
    ...(newest === undefined ? {} : { position: newest }),
    warnings,
  };
}

function addSignalStrength(parts: MeasurementParts, { radio: { rssi, snr, sf }, time }: Uplink): void {
  const fragment = 'c8y_SignalStrength';
  if (rssi !== undefined) parts.add(time, fragment, 'rssi', { value: rssi, unit: 'dBm' });
  if (snr !== undefined) parts.add(time, fragment, 'snr', { value: snr, unit: 'dB' });
  if (sf !== undefined) parts.add(time, fragment, 'sf', { value: sf });
}

function addPoint(
  parts: MeasurementParts,
  uplink: Uplink,
  name: string,
  point: Point,
  warn: (problem: string) => void,
): void {
  const { kind, suffix } = readPointName(name);
  const known = pointKind(kind);
  // Points that the product's connector doesn't map either (age, altitude, switches …) are no fault.
  if (known === undefined) return;
  const add = (time: string, value: unknown) => {
    const converted = convert(known, point.unitId, value);
    if ('problem' in converted) return warn(converted.problem);
    const { unit } = known;
    const read = unit === undefined ? { value: converted.value } : { value: converted.value, unit };
    parts.add(time, known.fragment, known.series + suffix, read);
  };
  if (point.records === undefined && point.record !== undefined) add(uplink.time, point.record);
  else for (const { time, value } of readValues(point, warn)) add(time ?? uplink.time, value);
}

function readLocations(uplink: Uplink, point: Point, warn: (problem: string) => void): Located[] {
  return readValues(point, warn).flatMap(({ time, value }) => {
    const read = readPosition(value);
    if ('problem' in read) {
      warn(read.problem);
      return [];
    }
    return [{ time: time ?? uplink.time, value: read }];
  });
}

function networkLocation({ networkLocation: at, time }: Uplink, warnings: string[]): Located[] {
  if (at === undefined) return [];
  const read = position(at.lat, at.lon, at.alt, at.accuracy);
  if ('problem' in read) {
    warnings.push(`the network's location ${read.problem}`);
    return [];
  }
  return [{ time, value: read }];
}

function locationEvent(uplink: Uplink, { time, value }: Located, part: number): EventDraft {
  return {
    type: LOCATION_EVENT_TYPE,
    time,
    text: 'Location updated',
    fragments: { c8y_Position: value, [FRAME_FRAGMENT]: frameObject(uplink.identity, part) },
  };
}
