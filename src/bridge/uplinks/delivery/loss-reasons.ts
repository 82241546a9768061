/** Why uplinks are let go of that were accepted, as phrases for events. */
export const DROPPED = {
  retention: 'it waited longer than the retention',
  quota: 'more were waiting than the quota',
  deleted: 'the connection was deleted while it waited',
} as const;

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
  ['millisecond', 1],
] as const;

/** Milliseconds in the largest unit of which they are a whole number: "7 days". */
export function spanText(ms: number): string {
  const [unit, size] = UNITS.find(([, length]) => ms >= length && ms % length === 0) ?? ['millisecond', 1];
  const count = ms / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
