import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ITestCaseHookParameter } from '@cucumber/cucumber';
import { NotOnThisTarget } from '../../src/conformance/targets/index.ts';
import { type Diagnosis, diagnose, readCapture } from '../../src/recording/index.ts';
import { perform, type Script, scriptOf } from '../../src/reproduction/index.ts';
import { PlatformReader } from '../../src/simulation/index.ts';
import type { ScenarioOrigin } from './simulation.ts';
import type { ScenarioWorld } from './world.ts';

type Trail = Diagnosis['trails'][number];

/** What a scenario lets happen again, and what was recorded of it. */
export interface CapturedMatter {
  readonly script: Script;
  readonly diagnosis: Diagnosis;
}

/** Where a scenario stands, for its world to be made anew with another beginning. */
export function originOf({ pickle }: ITestCaseHookParameter): ScenarioOrigin {
  return {
    uri: pickle.uri,
    name: pickle.name,
    steps: pickle.steps.map(({ text }) => text).join(' '),
    tags: new Set(pickle.tags.map(({ name }) => name)),
  };
}

/** Lets what a capture tells happen again in the scenario's world, which begins when the capture did. */
export async function happenAgain(
  world: ScenarioWorld,
  origin: ScenarioOrigin,
  file: string,
): Promise<CapturedMatter> {
  if (world.parameters.target !== undefined)
    throw new NotOnThisTarget('It needs virtual time: a capture may be days long.');
  const text = await readFile(join(dirname(origin.uri), file), 'utf8');
  const capture = readCapture(text, { tool: '', now: 0 });
  const script = scriptOf(capture);
  world.begin({ ...origin, start: script.start });
  const simulation = await world.simulation();
  await perform(simulation, script);
  for (const device of simulation.network.devices()) world.devices.add(device.name, device);
  // What was wrong with Cumulocity then and met no request now is no matter of this bridge.
  for (const { id, hits } of simulation.cumulocity.faults.list())
    if (hits === 0) simulation.cumulocity.faults.clear(id);
  const rest = script.end - simulation.clock.now();
  if (rest > 0) await simulation.advance(rest);
  return { script, diagnosis: diagnose(capture.envelopes) };
}

/** What Cumulocity holds of an uplink: each document with the names of its values. */
export interface HeldOfUplink {
  readonly kind: 'measurement' | 'event';
  readonly type: string;
  /** `c8y_TemperatureMeasurement.T` → `21.5 C`. */
  readonly values: Readonly<Record<string, string>>;
}

/** Looks for what Cumulocity holds of an uplink, whatever object it is kept under. */
export async function heldOf(world: ScenarioWorld, { devEui, at }: Trail): Promise<readonly HeldOfUplink[]> {
  const { cumulocity, admin } = await world.simulation();
  const reader = new PlatformReader(cumulocity, admin);
  const from = new Date(at).toISOString();
  const held: HeldOfUplink[] = [];
  for (const { id } of await (await world.platform()).devicesOf(devEui)) {
    for (const measurement of await reader.measurements(id, from))
      if (Date.parse(measurement.time) === at)
        held.push({ kind: 'measurement', type: measurement.type, values: valuesOf(measurement) });
    for (const event of await reader.events(id, from))
      if (Date.parse(event.time) === at) held.push({ kind: 'event', type: event.type, values: {} });
  }
  return held;
}

function valuesOf(measurement: object): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const [fragment, content] of Object.entries(measurement)) {
    if (typeof content !== 'object' || content === null) continue;
    for (const [series, entry] of Object.entries(content)) {
      if (typeof entry !== 'object' || entry === null || !('value' in entry)) continue;
      const unit = 'unit' in entry ? ` ${entry.unit}` : '';
      values[`${fragment}.${series}`] = `${entry.value}${unit}`;
    }
  }
  return values;
}

/** Values that the device itself measured: not the radio's, and not what a bridge writes for its own use. */
export function measured(values: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(values).filter(([name]) => !/^(?:c8y_SignalStrength|iotFlow_)/.test(name));
}
