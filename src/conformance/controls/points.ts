import { changeDocument, isRecord } from './json.ts';
import type { WireMessage } from './wire.ts';

/** One point of the ontology as it stands in a document. */
export type WirePoint = Readonly<Record<string, unknown>>;

/** A point by its name. */
export type NamedPoint = readonly [name: string, point: WirePoint];

/**
 * A message with the points that the network has decoded changed, each into what `change` makes of it; undefined leaves it
 * out. Of several points of one name the last one stays.
 */
export function changePoints(
  message: WireMessage,
  change: (name: string, point: WirePoint) => NamedPoint | undefined,
): WireMessage {
  return changeDocument(message, (object) => {
    const { DevEUI, points } = object;
    if (DevEUI === undefined || !isRecord(points)) return object;
    const changed = Object.entries(points).flatMap(([name, point]) => {
      const made = isRecord(point) ? change(name, point) : ([name, point] as const);
      return made === undefined ? [] : [made];
    });
    return { ...object, points: Object.fromEntries(changed) };
  });
}

/** A message with one unit taken for another: the numbers stay. */
export function readUnitAs(message: WireMessage, unitId: string, other: string): WireMessage {
  return changePoints(message, (name, point) => [
    name,
    point.unitId === unitId ? { ...point, unitId: other } : point,
  ]);
}
