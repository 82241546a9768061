const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

/** A duration in its two largest units: `350 ms`, `1.25 s`, `2 min 5 s`, `3 d`. */
export function durationLabel(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${Math.floor(ms / 10) / 100} s`;
  const index = UNITS.findIndex(([, length]) => ms >= length);
  const [unit, length] = UNITS[index] ?? ['s', 1000];
  const [lesserUnit, lesserLength] = UNITS[index + 1] ?? ['s', 1000];
  const lesser = Math.floor((ms % length) / lesserLength);
  return `${Math.floor(ms / length)} ${unit}${lesser === 0 ? '' : ` ${lesser} ${lesserUnit}`}`;
}
