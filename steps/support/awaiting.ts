import type { Device } from '../../mocks/lorawan/index.ts';
import { differences, measurementsOf, sameNumber, type Value, valuesOf } from './deliveries.ts';
import type { Phrase } from './measurement-phrase.ts';
import { kindOf } from './sensor-library.ts';
import type { ScenarioWorld } from './world.ts';

/** How long deliveries may take: attempts of a connection that is tried again are minutes apart. */
const DELIVERY_MS = 30 * 60_000;

/** In which a repetition would come that should not. */
const AFTERMATH_MS = 60_000;

/** Waits until each uplink of these devices is in Cumulocity exactly once, and stays so. */
export async function awaitDelivered(world: ScenarioWorld, ...devices: readonly Device[]): Promise<void> {
  await awaitDeliveredWithin(world, DELIVERY_MS, ...devices);
}

/** The same with another patience, in milliseconds: after a long outage the next restart may be an hour away. */
export async function awaitDeliveredWithin(
  world: ScenarioWorld,
  withinMs: number,
  ...devices: readonly Device[]
): Promise<void> {
  const simulation = await world.simulation();
  const platform = await world.platform();
  const check = async () => {
    const among = await platform.devices();
    for (const device of devices) {
      const wrong = await differences(world, platform, device, among);
      if (wrong.length > 0) throw new Error(`of ${device.devEui}, ${wrong.join('; ')}`);
    }
    return true;
  };
  const isVirtual = simulation.virtualClock !== undefined;
  const what = 'each uplink to be in Cumulocity once';
  await simulation.eventually(what, check, isVirtual ? withinMs : undefined);
  if (!isVirtual && simulation.bridge.kind !== 'external') return;
  await simulation.watch(AFTERMATH_MS);
  await check();
}

/** Waits until the last uplink of a device is in Cumulocity. */
export async function awaitLast(world: ScenarioWorld, device: Device): Promise<void> {
  const simulation = await world.simulation();
  const platform = await world.platform();
  const last = simulation.network.sent().findLast(({ devEui }) => devEui === device.devEui);
  await simulation.eventually(
    `the last uplink of the device ${device.devEui} to be in Cumulocity`,
    async () =>
      valuesOf(await measurementsOf(platform, device), 'temperature').find(
        ({ time, value }) => Date.parse(time) === last?.at && value === last.values?.temperature,
      ),
  );
}

/** Waits until Cumulocity shows what a phrase says of a device. */
export async function awaitShown(world: ScenarioWorld, phrase: Phrase, device: Device): Promise<void> {
  const simulation = await world.simulation();
  const platform = await world.platform();
  await simulation.eventually(
    `Cumulocity to show a ${phrase.kind} of ${phrase.value} ${phrase.unit ?? ''} for ${device.devEui}`,
    async () => {
      const values = valuesOf(await measurementsOf(platform, device), phrase.kind);
      if (values.some((value) => shows(value, phrase))) return true;
      throw new Error(`it shows ${tell(values)}`);
    },
    simulation.virtualClock === undefined ? undefined : DELIVERY_MS,
  );
}

/** Whether a value is what a phrase says, its unit included. */
export function shows({ value, unit }: Value, phrase: Phrase): boolean {
  const wanted = kindOf(phrase.kind).unit;
  return sameNumber(value, phrase.value) && (wanted === undefined || unit === wanted);
}

export function tell(values: readonly Value[]): string {
  return values.length === 0
    ? 'nothing'
    : values.map(({ value, unit }) => `${value} ${unit ?? ''}`).join(', ');
}
