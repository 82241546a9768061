const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `Z` or `±hh:mm`, as it was sent. */
  readonly offset: string;
  readonly hasTime: boolean;
}

function readIso(text: string): Moment | undefined {
  const match = ISO.exec(text.trim());
  if (match === null) return undefined;
  const part = (index: number) => Number(match[index] ?? 0);
  const day = Date.UTC(part(1), part(2) - 1, part(3));
  const back = new Date(day);
  const sameDay = back.getUTCMonth() === part(2) - 1 && back.getUTCDate() === part(3);
  if (!sameDay || part(4) > 23 || part(5) > 59 || part(6) > 59) return undefined;
  const millis = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const zone = (match[8] ?? 'Z').toUpperCase();
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const minutes = offset === 'Z' ? 0 : Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4));
  if (minutes > 18 * 60) return undefined;
  const shift = (offset.startsWith('-') ? -1 : 1) * minutes * 60_000;
  const time = ((part(4) * 60 + part(5)) * 60 + part(6)) * 1000 + millis;
  return { at: day + time - shift, offset, hasTime: match[4] !== undefined };
}

/**
 * A moment as Cumulocity takes it in a query: a date or a date and time in ISO 8601; without a zone it is UTC
 * (Cumulocity OpenAPI, *Date format* and *Query result by time interval*). `undefined` when it is none.
 */
export function parseMoment(text: string): number | undefined {
  return readIso(text)?.at;
}

/** A body's time: a date with a time, as {@link parseMoment}. */
export function parseTimestamp(text: string): number | undefined {
  const moment = readIso(text);
  return moment?.hasTime ? moment.at : undefined;
}

/** Milliseconds always shown, the sender's offset kept (`2020-12-04T17:33:01.538+01:00`) or turned into UTC. */
export function normaliseTimestamp(text: string, offset: 'keep' | 'utc'): string {
  const moment = readIso(text);
  if (moment === undefined) return text;
  if (offset === 'utc' || moment.offset === 'Z') return new Date(moment.at).toISOString();
  const minutes = Number(moment.offset.slice(1, 3)) * 60 + Number(moment.offset.slice(4));
  const shift = (moment.offset.startsWith('-') ? -1 : 1) * minutes * 60_000;
  return new Date(moment.at + shift).toISOString().replace('Z', moment.offset);
}
