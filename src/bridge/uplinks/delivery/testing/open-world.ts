import assert from 'node:assert/strict';
import { connection, createConnectionWorld } from '../../../connections/testing/world.ts';
import { FRAME_FRAGMENT } from '../../../cumulocity/frame-fragment.ts';

type World = ReturnType<typeof createConnectionWorld>;

/** A world with one connection that is OPENED. */
export async function openWorld(
  configuration: Readonly<Record<string, unknown>> = {},
  limits: Parameters<typeof createConnectionWorld>[0] = {},
): Promise<World> {
  const world = createConnectionWorld(limits);
  world.supervisor.apply(connection(configuration));
  await world.clock.settle();
  assert.equal(world.state(), 'OPENED');
  return world;
}

/** Frame counters as they are stored, in their order. */
export function counters(world: World, devEui = '0018B20000000B20'): unknown[] {
  const id = world.platform.externalIds.get(`c8y_Serial/${devEui}`);
  return world.platform.measurements
    .filter(({ source }) => JSON.stringify(source) === JSON.stringify({ id }))
    .map((measurement) => JSON.parse(JSON.stringify(measurement[FRAME_FRAGMENT])).fCntUp.value);
}
