import { z } from 'zod';
import type { Position } from './drafts.ts';
import { readNumeric } from './read-point.ts';

const lonLat = z.tuple([z.unknown(), z.unknown()]).rest(z.unknown());
const named = z.object({
  lat: z.unknown().optional(),
  latitude: z.unknown().optional(),
  lon: z.unknown().optional(),
  lng: z.unknown().optional(),
  longitude: z.unknown().optional(),
  alt: z.unknown().optional(),
  altitude: z.unknown().optional(),
});

/**
 * Reads a location point: `[lon, lat]` or `[lon, lat, alt]`, as nearly all drivers and live traffic have it (the
 * guide's prose says the reverse), or an object with names. Numbers may be text.
 */
export function readPosition(value: unknown): Position | { readonly problem: string } {
  const pair = lonLat.safeParse(value);
  if (pair.success) {
    const [lon, lat, alt] = pair.data;
    return position(lat, lon, alt);
  }
  const object = named.safeParse(value);
  if (!object.success) return { problem: 'is no location' };
  const { lat, latitude, lon, lng, longitude, alt, altitude } = object.data;
  return position(lat ?? latitude, lon ?? lng ?? longitude, alt ?? altitude);
}

/** Checks a place. `[0, 0]` is what a receiver without a fix writes, not a place in the Gulf of Guinea. */
export function position(
  latValue: unknown,
  lonValue: unknown,
  altValue?: unknown,
  accuracyValue?: unknown,
): Position | { readonly problem: string } {
  const lat = readNumeric(latValue);
  const lng = readNumeric(lonValue);
  if (lat === undefined || lng === undefined) return { problem: 'has no latitude and longitude' };
  if (lat === 0 && lng === 0) return { problem: 'is 0, 0: the receiver had no fix' };
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180) return { problem: `is outside the globe (${lat}, ${lng})` };
  const alt = readNumeric(altValue);
  const accuracy = readNumeric(accuracyValue);
  return {
    lat,
    lng,
    ...(alt === undefined ? {} : { alt }),
    ...(accuracy === undefined ? {} : { accuracy }),
  };
}
