import type { Random } from '../../../src/random/index.ts';
import type { Position } from '../devices/index.ts';
import { toHex } from '../hex.ts';

/** A base station. */
export interface Gateway {
  /** ThingPark's `Lrrid`: 8 upper-case hexadecimal digits. */
  readonly lrrId: string;
  readonly name: string;
  readonly position: Position;
}

const KM_A_DEGREE = 111.2;

/** Puts up base stations around a place, within some kilometres of it. */
export function placeGateways(random: Random, count: number, centre: Position): readonly Gateway[] {
  return Array.from({ length: count }, (_, index) => {
    const place = random.fork(`gateway ${index + 1}`);
    const bearing = place.next() * 2 * Math.PI;
    const km = 0.5 + 5 * Math.sqrt(place.next());
    return {
      lrrId: toHex(place.bytes(4)).toUpperCase(),
      name: `gateway-${index + 1}`,
      position: {
        latitude: rounded(centre.latitude + (km / KM_A_DEGREE) * Math.cos(bearing)),
        longitude: rounded(centre.longitude + (km / kmADegreeEast(centre.latitude)) * Math.sin(bearing)),
      },
    };
  });
}

/** Distance in kilometres; on the plane, which is near enough for what a radio reaches. */
export function distanceKm(a: Position, b: Position): number {
  const north = (a.latitude - b.latitude) * KM_A_DEGREE;
  const east = (a.longitude - b.longitude) * kmADegreeEast((a.latitude + b.latitude) / 2);
  return Math.hypot(north, east);
}

function kmADegreeEast(latitude: number): number {
  return Math.max(0.1, KM_A_DEGREE * Math.cos((latitude * Math.PI) / 180));
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
