/** Where a kind of measurement stands in Cumulocity, and what it is called on its way there. */
interface Kind {
  /** The point's name in the product's ontology. */
  readonly point: string;
  readonly fragment: string;
  readonly series: string;
  /** The unit that stands beside the value; undefined where the library has a blank one. */
  readonly unit: string | undefined;
}

/**
 * The kinds of measurement in the words of the sentences, after Cumulocity's sensor library (Cumulocity, Device
 * management library, Sensor library). Pressure and carbon dioxide have no place there: theirs is the one that this
 * project chose and keeps.
 */
const KINDS = {
  temperature: { point: 'temperature', fragment: 'c8y_TemperatureMeasurement', series: 'T', unit: 'C' },
  humidity: { point: 'humidity', fragment: 'c8y_HumidityMeasurement', series: 'h', unit: '%RH' },
  'battery level': { point: 'batteryLevel', fragment: 'c8y_Battery', series: 'level', unit: '%' },
  voltage: { point: 'batteryVoltage', fragment: 'c8y_VoltageMeasurement', series: 'voltage', unit: 'V' },
  current: { point: 'current', fragment: 'c8y_CurrentMeasurement', series: 'current', unit: 'A' },
  illuminance: { point: 'light', fragment: 'c8y_LightMeasurement', series: 'e', unit: 'lux' },
  power: { point: 'power', fragment: 'c8y_SinglePhaseElectricityMeasurement', series: 'P+', unit: 'W' },
  distance: { point: 'distance', fragment: 'c8y_DistanceMeasurement', series: 'distance', unit: 'mm' },
  speed: { point: 'speed', fragment: 'c8y_SpeedMeasurement', series: 'speed', unit: 'km/h' },
  acceleration: {
    point: 'acceleration',
    fragment: 'c8y_AccelerationMeasurement',
    series: 'acceleration',
    unit: 'm/s2',
  },
  motion: { point: 'motion', fragment: 'c8y_SpeedMeasurement', series: 'motionDetected', unit: undefined },
  pressure: { point: 'pressure', fragment: 'c8y_PressureMeasurement', series: 'pressure', unit: 'hPa' },
  'carbon dioxide level': { point: 'co2Level', fragment: 'c8y_CO2Measurement', series: 'co2', unit: 'ppm' },
} as const satisfies Record<string, Kind>;

/** A kind that Cumulocity has a place for. */
export type KindName = keyof typeof KINDS;

export const KIND_NAMES: readonly string[] = Object.keys(KINDS);

export function isKindName(word: string): word is KindName {
  return word in KINDS;
}

/** @throws Error for a kind that the library does not have. */
export function kindOf(word: string): Kind {
  if (!isKindName(word)) throw new Error(`"${word}" is no kind of measurement: ${KIND_NAMES.join(', ')}.`);
  return KINDS[word];
}

/** Units in the words of the sentences, and as the product's ontology writes them. */
const UNIT_IDS: Readonly<Record<string, string>> = {
  '°C': 'Cel',
  '°F': 'Far',
  µV: 'uV',
  lux: 'lx',
  'm/s²': 'm/s2',
  g: 'gravity',
  mg: 'mgravity',
};

/** The ontology's name of a unit. */
export function unitIdOf(unit: string): string {
  return UNIT_IDS[unit] ?? unit;
}
