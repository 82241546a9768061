import { onlyDevice } from './deliveries.ts';
import type { ScenarioWorld } from './world.ts';

/** What an operation asks for, in the form that operators of Cumulocity write it. */
export type Fragments = Readonly<Record<string, unknown>>;

/** A text for the device's shell (Cumulocity, Device management, Shell). */
export function shell(text: string): Fragments {
  return { c8y_Command: { text } };
}

/** A command with all that a downlink can bear: a fragment of this project's profile. */
export function structured(command: Fragments): Fragments {
  return { iotFlow_Downlink: command };
}

/** Makes an operation for a device; it is from now on "the operation". */
export async function operate(world: ScenarioWorld, fragments: Fragments, name?: string): Promise<void> {
  const platform = await world.platform();
  const { id } = await onlyDevice(platform, world.devices.get(name));
  await operateOn(world, id, fragments);
}

/** Makes an operation for a managed object. */
export async function operateOn(world: ScenarioWorld, id: string, fragments: Fragments): Promise<void> {
  world.operations.add(await (await world.platform()).createOperation(id, fragments));
}
