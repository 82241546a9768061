import { z } from 'zod';
import { refusal } from '../errors.ts';
import { EVENT_TYPES } from '../events/event.ts';
import type { EventStore } from '../events/event-log.ts';
import { PAGE_HEADERS, pageOf, pageQuery } from './paging.ts';
import { lists, resources } from './resources.ts';
import { type Route, route } from './route.ts';

const time = z.iso.datetime({
  offset: true,
  error: 'must be an ISO 8601 time with a zone, such as 2026-01-31T12:00:00Z (write + as %2B)',
});

const eventQuerySchema = z.strictObject({
  ...pageQuery,
  connectionId: z.string().min(1).optional().describe('Events of that connection'),
  type: z.enum(EVENT_TYPES).optional(),
  severity: z.enum(['info', 'warning', 'error']).optional(),
  devEui: z.string().min(1).optional().describe('Events of that device, in either case'),
  from: time.optional().describe('From this moment on'),
  to: time.optional().describe('Before this moment'),
});

const byId = z.object({ id: z.string() });

/** What happened (ThingPark X IoT Flow API, Event). */
export function eventRoutes(events: EventStore): Route[] {
  return [
    route(
      {
        method: 'GET',
        path: '/events',
        tag: 'Events',
        summary: 'List the events, newest first',
        query: eventQuerySchema,
        answers: { 200: { description: 'A page', schema: lists.Event, headers: PAGE_HEADERS } },
      },
      ({ query, raw }) => pageOf(events.find(query), query, raw),
    ),
    route(
      {
        method: 'GET',
        path: '/events/{id}',
        tag: 'Events',
        summary: 'Read an event',
        params: byId,
        answers: {
          200: { description: 'The event', schema: resources.Event },
          404: { description: 'No event has that id, or it is too old' },
        },
      },
      ({ params }) => {
        const event = events.get(params.id);
        if (event === undefined) throw refusal('not-found', 'There is no such event any more');
        return { status: 200, body: event };
      },
    ),
  ];
}
