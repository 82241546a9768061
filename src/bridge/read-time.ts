const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** A moment that every month and day has, with milliseconds and in UTC: as the network mostly writes it. */
const USUAL =
  /^(?:19[7-9]\d|[2-8]\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}(?:Z|\+00:00)$/;

/**
 * An ISO 8601 time as UTC with milliseconds; undefined for anything else and for what lies before 1970 or after the
 * year 9998. Without a zone it is UTC, whatever zone this machine is in, as the platform reads it (Cumulocity OpenAPI,
 * Query result by time interval).
 */
export function readTime(text: string): string | undefined {
  // Such a text stands for itself; reading and writing it would cost several times as much.
  if (USUAL.test(text)) return text.endsWith('Z') ? text : `${text.slice(0, 23)}Z`;
  const [, date, time = '00:00', zone = 'Z'] = TIME.exec(text.trim()) ?? [];
  if (date === undefined) return undefined;
  const [, sign, hours, minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const at = Date.parse(`${date}T${time}${sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`}`);
  return Number.isFinite(at) && at >= 0 && at < Date.UTC(9999, 0) ? new Date(at).toISOString() : undefined;
}
