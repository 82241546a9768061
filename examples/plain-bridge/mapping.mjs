// From a ThingPark uplink to what Cumulocity stores of it.

const celsius = (fahrenheit) => (fahrenheit - 32) / 1.8;
const [G, mG] = [9.80665, 9.80665e-3];
/** After the platform's sensor library: place and unit; and what makes that unit of those that may come. */
const KINDS = {
  temperature: ['c8y_TemperatureMeasurement.T', 'C', { Cel: 1, Far: celsius, K: (k) => k - 273.15 }],
  humidity: ['c8y_HumidityMeasurement.h', '%RH', { '%RH': 1, '%': 1 }],
  batteryLevel: ['c8y_Battery.level', '%', { '%': (p) => (p >= 0 && p <= 100 ? p : Number.NaN) }],
  batteryVoltage: ['c8y_VoltageMeasurement.voltage', 'V', { V: 1, mV: 1e-3, uV: 1e-6 }],
  current: ['c8y_CurrentMeasurement.current', 'A', { A: 1, mA: 1e-3 }],
  light: ['c8y_LightMeasurement.e', 'lux', { lx: 1, lm: 1 }],
  power: ['c8y_SinglePhaseElectricityMeasurement.P+', 'W', { W: 1, kW: 1e3, MW: 1e6 }],
  distance: ['c8y_DistanceMeasurement.distance', 'mm', { mm: 1, cm: 10, m: 1e3, km: 1e6 }],
  speed: ['c8y_SpeedMeasurement.speed', 'km/h', { 'km/h': 1, 'm/s': 3.6, 'mm/s': 3.6e-3 }],
  acceleration: ['c8y_AccelerationMeasurement.acceleration', 'm/s2', { 'm/s2': 1, gravity: G, mgravity: mG }],
  motion: ['c8y_SpeedMeasurement.motionDetected', undefined, {}],
  pressure: ['c8y_PressureMeasurement.pressure', 'hPa', { hPa: 1, mbar: 1, Pa: 0.01, kPa: 10, bar: 1e3 }],
  co2Level: ['c8y_CO2Measurement.co2', 'ppm', { ppm: 1, ppb: 1e-3 }],
};

const ELSYS = ['', 'temperature', 'humidity', '', 'light', 'motion', 'co2Level', 'batteryVoltage'];

/** Elsys, "LoRa payload format": a byte for the type, its value, the next type; 03, an acceleration, is passed over. */
function decode(hex) {
  const points = {};
  for (const [, reading] of hex.matchAll(/(?:03.{6})*(0[1467].{4}|0[25].{2})/gy)) {
    const bits = Number.parseInt(reading.slice(2), 16);
    const record = { 1: ((bits << 16) >> 16) / 10, 7: bits / 1000 }[reading[1]] ?? bits;
    points[ELSYS[reading[1]]] = { record };
  }
  return points;
}

function numberOf(value) {
  if (typeof value !== 'string') return typeof value === 'object' ? Number.NaN : Number(value);
  return value.trim() === '' ? Number.NaN : Number({ true: 1, false: 0 }[value] ?? value);
}

function fragmentsOf(points) {
  const fragments = {};
  for (const [name, { unitId, record }] of Object.entries(points)) {
    const [kind, number] = name.split(':');
    const [place = '', unit, units] = KINDS[kind] ?? [];
    const [fragment, series] = place.split('.');
    const convert = unitId === undefined ? 1 : units?.[unitId];
    const value = typeof convert === 'function' ? convert(numberOf(record)) : convert * numberOf(record);
    if (place === '' || !Number.isFinite(value)) continue;
    const key = number === undefined ? series : `${series}_${number}`;
    fragments[fragment] = { ...fragments[fragment], [key]: { value, unit } };
  }
  return fragments;
}

/** All that is to be stored of an uplink, as pairs of `measurement` or `event` and what is stored. */
export function documentsOf({ Time: time, FPort, payload_hex, points: given, DevLON, DevLAT }) {
  const points = given ?? decode(Number(FPort) > 0 ? (payload_hex ?? '') : '');
  const fragments = fragmentsOf(points);
  const measurement = { type: 'plainBridge_Uplink', time, ...fragments };
  const documents = Object.keys(fragments).length === 0 ? [] : [['measurement', measurement]];
  const [lng, lat] = (points.location?.record ?? [DevLON, DevLAT]).map(numberOf);
  const isFix = Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && (lat !== 0 || lng !== 0);
  const position = { type: 'c8y_LocationUpdate', text: 'Position', time, c8y_Position: { lat, lng } };
  return isFix ? [...documents, ['event', position]] : documents;
}
