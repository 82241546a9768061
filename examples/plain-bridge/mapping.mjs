// From a ThingPark uplink to Cumulocity's measurements, after the platform's sensor library.

const times = (factor) => (value) => value * factor;
const same = times(1);

/** Each kind of point: where it is stored, in which unit, and what the units are that it may come in. */
const KINDS = {
  temperature: [
    'c8y_TemperatureMeasurement',
    'T',
    'C',
    { Cel: same, Far: (value) => ((value - 32) * 5) / 9, K: (value) => value - 273.15 },
  ],
  humidity: ['c8y_HumidityMeasurement', 'h', '%RH', { '%RH': same, '%': same }],
  batteryLevel: ['c8y_Battery', 'level', '%', { '%': same }],
  batteryVoltage: ['c8y_VoltageMeasurement', 'voltage', 'V', { V: same, mV: times(1e-3), uV: times(1e-6) }],
  current: ['c8y_CurrentMeasurement', 'current', 'A', { A: same, mA: times(1e-3) }],
  light: ['c8y_LightMeasurement', 'e', 'lux', { lx: same, lm: same }],
  power: ['c8y_SinglePhaseElectricityMeasurement', 'P+', 'W', { W: same, kW: times(1e3), MW: times(1e6) }],
  distance: [
    'c8y_DistanceMeasurement',
    'distance',
    'mm',
    { mm: same, cm: times(10), m: times(1e3), km: times(1e6) },
  ],
  speed: [
    'c8y_SpeedMeasurement',
    'speed',
    'km/h',
    { 'km/h': same, 'm/s': times(3.6), 'mm/s': times(0.0036) },
  ],
  acceleration: [
    'c8y_AccelerationMeasurement',
    'acceleration',
    'm/s2',
    { 'm/s2': same, gravity: times(9.80665), mgravity: times(0.00980665) },
  ],
  motion: ['c8y_SpeedMeasurement', 'motionDetected', '', {}],
  pressure: [
    'c8y_PressureMeasurement',
    'pressure',
    'hPa',
    { hPa: same, mbar: same, Pa: times(0.01), kPa: times(10), bar: times(1e3) },
  ],
  co2Level: ['c8y_CO2Measurement', 'co2', 'ppm', { ppm: same, ppb: times(1e-3) }],
};

/** An Elsys payload (Elsys, Payload format: a type and its bytes, one after the other) as points; as many as can be read. */
function decode(hex) {
  const bytes = Buffer.from(hex, 'hex');
  const types = {
    1: [2, (at) => ({ temperature: { unitId: 'Cel', record: bytes.readInt16BE(at) / 10 } })],
    2: [1, (at) => ({ humidity: { unitId: '%RH', record: bytes[at] } })],
    3: [3, () => ({})],
    4: [2, (at) => ({ light: { unitId: 'lx', record: bytes.readUInt16BE(at) } })],
    5: [1, (at) => ({ motion: { record: bytes[at] } })],
    6: [2, (at) => ({ co2Level: { unitId: 'ppm', record: bytes.readUInt16BE(at) } })],
    7: [2, (at) => ({ batteryVoltage: { unitId: 'mV', record: bytes.readUInt16BE(at) } })],
  };
  const points = {};
  for (let at = 0; at < bytes.length; ) {
    const [size, read] = types[bytes[at]] ?? [];
    if (size === undefined || at + 1 + size > bytes.length) return undefined;
    Object.assign(points, read(at + 1));
    at += 1 + size;
  }
  return points;
}

function pointsOf({ points, payload_hex, FPort }) {
  if (typeof points === 'object' && points !== null) return points;
  return typeof payload_hex === 'string' && payload_hex !== '' && Number(FPort) > 0
    ? (decode(payload_hex) ?? {})
    : {};
}

/** What was decoded, as an object of names and values: by the network, or from the bytes. */
export function payloadOf(uplink) {
  if (typeof uplink.payload === 'object' && uplink.payload !== null) return uplink.payload;
  const entries = Object.entries(pointsOf(uplink)).map(([name, { record }]) => [name, record]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function numberOf(value) {
  if (typeof value === 'number') return value;
  if (value === true || value === 'true') return 1;
  if (value === false || value === 'false') return 0;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

/** A point's values in the unit in which they are stored; what can't be is left out. */
function valuesOf(kind, point, time) {
  const units = KINDS[kind]?.[3];
  const convert = point?.unitId === undefined ? same : units?.[point.unitId];
  if (units === undefined || convert === undefined) return [];
  const isPossible = (value) =>
    Number.isFinite(value) && (kind !== 'batteryLevel' || (value >= 0 && value <= 100));
  return (point.records ?? [{ eventTime: time, value: point.record }])
    .map(({ eventTime, value }) => ({ eventTime, value: convert(numberOf(value)) }))
    .filter(({ value }) => isPossible(value));
}

/** All measurements of an uplink: one for its own time, and one for each value of a history. */
export function measurementsOf(uplink) {
  const byTime = new Map();
  const put = (time, fragment, series, value, unit) => {
    const at = new Date(Date.parse(time)).toISOString();
    const measurement = byTime.get(at) ?? { type: 'plainBridge_Uplink', time: at };
    measurement[fragment] = { ...measurement[fragment], [series]: unit === '' ? { value } : { value, unit } };
    byTime.set(at, measurement);
  };
  for (const [name, point] of Object.entries(pointsOf(uplink))) {
    const [kind, number] = name.split(':');
    const [fragment, series, unit] = KINDS[kind] ?? [];
    for (const { eventTime, value } of valuesOf(kind, point, uplink.Time)) {
      put(eventTime, fragment, number === undefined ? series : `${series}_${number}`, value, unit);
    }
  }
  if (uplink.LrrRSSI !== undefined && uplink.payload_hex !== '' && uplink.payload_hex != null) {
    put(uplink.Time, 'c8y_SignalStrength', 'rssi', Number(uplink.LrrRSSI), 'dBm');
    put(uplink.Time, 'c8y_SignalStrength', 'snr', Number(uplink.LrrSNR), 'dB');
    put(uplink.Time, 'c8y_SignalStrength', 'sf', Number(uplink.SpFact), '');
  }
  return [...byTime.values()];
}

/** Where the device is: by what it measured, else by the network; undefined without a fix. */
export function positionOf(uplink) {
  const { location } = pointsOf(uplink);
  const measured = Array.isArray(location?.record) ? location.record : undefined;
  const [longitude, latitude] = (measured ?? [uplink.DevLON, uplink.DevLAT]).map((one) =>
    one == null || one === '' ? Number.NaN : Number(one),
  );
  const isFix = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
  return isFix ? { latitude, longitude } : undefined;
}
