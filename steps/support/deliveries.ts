import type { Device } from '../../mocks/lorawan/index.ts';
import { isoTime } from '../../src/clock/index.ts';
import { fieldOf } from './management-api.ts';
import type { ManagedObject, Measurement, PlatformClient } from './platform-client.ts';
import { kindOf } from './sensor-library.ts';
import type { ScenarioWorld } from './world.ts';

/** One value as Cumulocity holds it. */
export interface Value {
  readonly time: string;
  readonly series: string;
  readonly value: unknown;
  readonly unit: unknown;
}

/** The managed object of a device. @throws Error unless there is exactly one. */
export async function onlyDevice(platform: PlatformClient, { devEui }: Device): Promise<ManagedObject> {
  const [device, ...others] = await platform.devicesOf(devEui);
  if (device === undefined) throw new Error(`Cumulocity has no device ${devEui}.`);
  if (others.length > 0) throw new Error(`Cumulocity has the device ${devEui} ${others.length + 1} times.`);
  return device;
}

/** All measurements of a device, also where a fault left several objects of it. */
export async function measurementsOf(
  platform: PlatformClient,
  { devEui }: Device,
  among?: readonly ManagedObject[],
): Promise<readonly Measurement[]> {
  const found: Measurement[] = [];
  for (const { id } of await platform.devicesOf(devEui, among))
    found.push(...(await platform.measurements(id)));
  return found;
}

/** All values of one kind among measurements. */
export function valuesOf(measurements: readonly Measurement[], kind: string): readonly Value[] {
  const { fragment, series } = kindOf(kind);
  return measurements.flatMap((measurement) => {
    const found = fieldOf(measurement, `${fragment}.${series}`);
    return found === undefined
      ? []
      : [{ time: measurement.time, series, value: fieldOf(found, 'value'), unit: fieldOf(found, 'unit') }];
  });
}

/** True for the same number but for the rounding of a conversion. */
export function sameNumber(found: unknown, wanted: number): boolean {
  return typeof found === 'number' && Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
}

/** What is wrong with how a device's uplinks stand in Cumulocity; empty when each is there once, with its value and time. */
export async function differences(
  world: ScenarioWorld,
  platform: PlatformClient,
  device: Device,
  among?: readonly ManagedObject[],
): Promise<readonly string[]> {
  const { network } = await world.simulation();
  const sent = network.sent().filter(({ devEui }) => devEui === device.devEui);
  if (sent.length === 0) throw new Error(`The device ${device.devEui} has sent nothing.`);
  const held = valuesOf(await measurementsOf(platform, device, among), 'temperature');
  const missing = sent.flatMap(({ at, fCntUp, values }) => {
    if (values?.temperature === undefined) return [];
    const same = held.filter(
      (one) => Date.parse(one.time) === at && sameNumber(one.value, values.temperature ?? Number.NaN),
    );
    return same.length === 1
      ? []
      : [`uplink ${fCntUp} (${values.temperature} °C at ${isoTime(at)}) is there ${same.length} times`];
  });
  const expected = sent.filter(({ values }) => values?.temperature !== undefined).length;
  return missing.length > 0 || held.length === expected
    ? missing
    : [`${held.length} temperatures are there, ${expected} were sent`];
}
