/** How one kind of point is measured in Cumulocity: fragment, series, unit there, and what each unit here is worth. */
export interface PointKind {
  readonly fragment: string;
  readonly series: string;
  /** Absent where the sensor library has a blank one: a unit must not be empty. */
  readonly unit?: string;
  /** By ontology unit: the value in the platform's unit. The first one holds where a point names none. */
  readonly from: Readonly<Record<string, (value: number) => number>>;
  /** What can't be a measured value, in the platform's unit. */
  readonly least?: number;
  readonly most?: number;
  /** Values up to this much above `most` are read as `most`: a calibration that overshoots. */
  readonly overshoot?: number;
}

const same = (value: number) => value;
/** Multiplies by a power of ten; negative powers divide, so that 3619 mV are 3.619 V and not 3.6190000000000002. */
const ten = (power: number) => (value: number) => (power < 0 ? value / 10 ** -power : value * 10 ** power);
const times = (factor: number) => (value: number) => tidy(value * factor);

/** Standard gravity, exact by definition (CGPM 1901). */
const GRAVITY = 9.80665;

/**
 * The ontology's numeric points (ThingPark X IoT Flow, Ontology) in terms of Cumulocity's sensor library (Cumulocity,
 * Device management library, Sensor library). The library has no fragment for pressure and CO2: `c8y_PressureMeasurement`
 * and `c8y_CO2Measurement` are this bridge's choice, built as the library's are.
 */
export const POINT_KINDS: Readonly<Record<string, PointKind>> = {
  temperature: {
    fragment: 'c8y_TemperatureMeasurement',
    series: 'T',
    unit: 'C',
    from: { Cel: same, Far: (f) => tidy(((f - 32) * 5) / 9), K: (k) => tidy(k - 273.15) },
    least: -273.15,
  },
  humidity: {
    fragment: 'c8y_HumidityMeasurement',
    series: 'h',
    unit: '%RH',
    from: { '%RH': same, '%': same },
    least: 0,
    most: 100,
    overshoot: 10,
  },
  batteryLevel: {
    fragment: 'c8y_Battery',
    series: 'level',
    unit: '%',
    from: { '%': same },
    least: 0,
    most: 100,
    overshoot: 10,
  },
  batteryVoltage: {
    fragment: 'c8y_VoltageMeasurement',
    series: 'voltage',
    unit: 'V',
    from: { V: same, mV: ten(-3), uV: ten(-6) },
  },
  current: {
    fragment: 'c8y_CurrentMeasurement',
    series: 'current',
    unit: 'A',
    from: { A: same, mA: ten(-3) },
  },
  co2Level: {
    fragment: 'c8y_CO2Measurement',
    series: 'co2',
    unit: 'ppm',
    from: { ppm: same, ppb: ten(-3) },
    least: 0,
    most: 1_000_000,
  },
  pressure: {
    fragment: 'c8y_PressureMeasurement',
    series: 'pressure',
    unit: 'hPa',
    from: { hPa: same, mbar: same, Pa: ten(-2), kPa: ten(1), bar: ten(3) },
  },
  light: {
    fragment: 'c8y_LightMeasurement',
    series: 'e',
    unit: 'lux',
    // Lumen is luminous flux and lux flux by area; drivers write `lm` for what a light sensor reads.
    from: { lx: same, lm: same },
    least: 0,
  },
  power: {
    fragment: 'c8y_SinglePhaseElectricityMeasurement',
    series: 'P+',
    unit: 'W',
    from: { W: same, kW: ten(3), MW: ten(6) },
  },
  distance: {
    fragment: 'c8y_DistanceMeasurement',
    series: 'distance',
    unit: 'mm',
    from: { mm: same, cm: ten(1), m: ten(3), km: ten(6) },
  },
  speed: {
    fragment: 'c8y_SpeedMeasurement',
    series: 'speed',
    unit: 'km/h',
    from: { 'km/h': same, 'm/s': times(3.6), 'mm/s': times(0.0036) },
  },
  motion: {
    fragment: 'c8y_SpeedMeasurement',
    series: 'motionDetected',
    from: { '': same },
  },
  acceleration: {
    fragment: 'c8y_AccelerationMeasurement',
    series: 'acceleration',
    unit: 'm/s2',
    from: { 'm/s2': same, gravity: times(GRAVITY), mgravity: (mg) => tidy((mg * GRAVITY) / 1000) },
  },
};

/** Sheds the noise of binary fractions (22.600000000000001), far below what any sensor resolves. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
