import { z } from 'zod';
import { told } from './management-api.ts';
import type { ScenarioWorld } from './world.ts';

const eventSchema = z.object({
  id: z.string(),
  time: z.string(),
  type: z.string(),
  severity: z.string(),
  message: z.string(),
  connectionId: z.string().optional(),
  devEui: z.string().optional(),
  fCntUp: z.number().optional(),
});
/** An event as the management API tells it. */
export type EventView = z.infer<typeof eventSchema>;

const eventsSchema = z.array(eventSchema);

export interface EventQuery {
  /** The name of a connection of the scenario; undefined: "the connection". */
  readonly connection?: string | undefined;
  readonly type?: string;
}

/** The events of a connection, oldest first. */
export async function listEvents(world: ScenarioWorld, query: EventQuery): Promise<readonly EventView[]> {
  const connectionId = world.connections.id(query.connection);
  return await queryEvents(world, {
    connectionId,
    ...(query.type === undefined ? {} : { type: query.type }),
  });
}

/** Events as a query finds them, oldest first. @throws Error when they can't be listed */
export async function queryEvents(
  world: ScenarioWorld,
  query: Readonly<Record<string, string>>,
): Promise<readonly EventView[]> {
  const answer = await world.look({ method: 'GET', path: '/events', query: { perPage: '100', ...query } });
  const parsed = eventsSchema.safeParse(answer.body);
  if (!parsed.success) throw new Error(`Expected a list of events, but got ${told(answer)}`);
  return [...parsed.data].sort((a, b) => Number(a.id) - Number(b.id));
}

/** Events that an answer holds. @throws Error when it holds none */
export function eventsOf(body: unknown): readonly EventView[] {
  return eventsSchema.parse(body);
}

/** The type of an event, as the API writes it, from the words of a sentence: "device not created". */
export function eventType(words: string): string {
  return words.trim().replaceAll(' ', '-');
}
