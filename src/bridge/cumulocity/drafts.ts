/** One series' value: Cumulocity OpenAPI, Measurements, `c8y_Steam` as the model of a fragment. */
export interface SeriesValue {
  readonly value: number;
  readonly unit?: string;
}

export type Fragment = Readonly<Record<string, SeriesValue>>;

/** A measurement without its source. */
export interface MeasurementDraft {
  readonly type: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly fragments: Readonly<Record<string, Fragment>>;
}

/** `c8y_Position`: degrees, altitude in metres (Cumulocity, Sensor library, Position). */
export interface Position {
  readonly lat: number;
  readonly lng: number;
  readonly alt?: number;
  readonly accuracy?: number;
}

/** An event without its source. */
export interface EventDraft {
  readonly type: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly text: string;
  readonly fragments: Readonly<Record<string, unknown>>;
}
