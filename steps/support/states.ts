import { listEvents } from './events.ts';
import { readConnection } from './management-api.ts';
import type { ScenarioWorld } from './world.ts';

export interface Awaited {
  readonly name?: string | undefined;
  readonly withinMs?: number;
}

/** Waits until a connection is in a state. @throws Error that tells which it is in instead. */
export async function awaitState(
  world: ScenarioWorld,
  state: string,
  { name, withinMs }: Awaited = {},
): Promise<void> {
  const simulation = await world.simulation();
  await simulation.eventually(
    `the connection to be ${state}`,
    async () => {
      const connection = await readConnection(world, name);
      if (connection.state === state) return connection;
      throw new Error(`it is ${connection.state}`);
    },
    withinMs,
  );
}

/**
 * Lets time pass in ten steps and looks at each; the states told as events in between, where the bridge tells any, are
 * looked at as well.
 */
export async function expectNever(
  world: ScenarioWorld,
  state: string,
  ms: number,
  name?: string,
): Promise<void> {
  const simulation = await world.simulation();
  const tells = simulation.bridge.capabilities.has('events');
  const before = tells ? (await statesOf(world, name)).length : 0;
  const looks = simulation.virtualClock === undefined ? 1 : 10;
  for (let look = 0; look < looks; look += 1) {
    await simulation.watch(ms / looks);
    const connection = await readConnection(world, name);
    if (connection.state === state) throw new Error(`The connection is ${state}.`);
  }
  if (!tells) return;
  const since = (await statesOf(world, name)).slice(before);
  if (since.includes(state)) throw new Error(`The connection was ${state}: ${since.join(', ')}.`);
}

/** The states that the connection's events tell of, oldest first. */
export async function statesOf(world: ScenarioWorld, name?: string): Promise<readonly string[]> {
  const events = await listEvents(world, { connection: name, type: 'connection-state' });
  return events.map(({ message }) => {
    const state = /\bto ([A-Z]+(?:_[A-Z]+)?)\b/.exec(message)?.[1];
    if (state === undefined)
      throw new Error(`An event tells of a change of state without a state: ${message}`);
    return state;
  });
}
