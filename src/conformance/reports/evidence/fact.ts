/** One value as a reader sees it: `c8y_TemperatureMeasurement T`, `21.5 C`. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** One thing that was sent, answered, told or held. */
export interface Fact {
  /** ISO 8601, UTC: when it was sent, or what time it bears itself; absent where it has none. */
  readonly time?: string;
  readonly what: string;
  readonly values: readonly NamedValue[];
  /** It was refused or it failed. */
  readonly isBad?: boolean;
}

/** The first facts of a kind, and how many there are besides. */
export interface Facts {
  readonly shown: readonly Fact[];
  readonly more: number;
}

/** Facts of the first matters and of the last one: how it began and how it ended. Only these are read. */
export function fewOf<T>(matters: readonly T[], most: number, factOf: (matter: T) => Fact): Facts {
  const few = matters.length <= most ? matters : [...matters.slice(0, most - 1), ...matters.slice(-1)];
  return { shown: few.map(factOf), more: matters.length - few.length };
}
