import { z } from 'zod';
import { isoTime } from '../../clock/index.ts';
import { devEuiSchema } from '../dev-eui.ts';
import type { BridgeParts } from '../parts.ts';
import { type BridgeEvent, EVENT_TYPES, type EventLog, type EventType } from './event.ts';

const storedEventSchema: z.ZodType<BridgeEvent> = z.object({
  id: z.string(),
  time: z.string(),
  type: z.enum(EVENT_TYPES),
  severity: z.enum(['info', 'warning', 'error']),
  message: z.string(),
  connectionId: z.string().exactOptional(),
  devEui: z.string().exactOptional(),
  fCntUp: z.number().exactOptional(),
});

/** What to look for among the events; all that is given must hold. */
interface EventFilter {
  readonly connectionId?: string | undefined;
  readonly type?: EventType | undefined;
  readonly severity?: BridgeEvent['severity'] | undefined;
  readonly devEui?: string | undefined;
  /** ISO 8601; from this moment on. */
  readonly from?: string | undefined;
  /** ISO 8601; before this moment. */
  readonly to?: string | undefined;
}

/** The event log with its reading side. */
export interface EventStore extends EventLog {
  /** Reads what an earlier process left. */
  load(): Promise<void>;
  /** Newest first. */
  find(filter: EventFilter): readonly BridgeEvent[];
  get(id: string): BridgeEvent | undefined;
  /** How often each type was told since the start of the bridge. */
  counts(): ReadonlyMap<EventType, number>;
  /** Resolves when all events so far are durable. */
  flush(): Promise<void>;
}

export type EventLogDeps = Pick<BridgeParts, 'clock' | 'recorder' | 'logger' | 'storage'> & {
  readonly maxEvents: number;
};

const SEVERITY: Partial<Record<EventType, BridgeEvent['severity']>> = {
  'connection-opening-failed': 'error',
  'connection-restart-failed': 'error',
  'authentication-failed': 'error',
  'message-expired': 'warning',
  'message-invalid': 'warning',
  'message-rejected': 'error',
  'decoding-failed': 'warning',
  'device-not-created': 'error',
  'low-rate': 'warning',
};

/** A connection writes its changes of state to the log itself, one line each. */
const CHANGES_OF_STATE: ReadonlySet<EventType> = new Set<EventType>([
  'connection-state',
  'connection-opening',
  'connection-opened',
  'connection-closing',
  'connection-closed',
  'connection-opening-failed',
  'connection-restart-failed',
  'authentication-failed',
]);

/**
 * Keeps the last `maxEvents` events in a ring, and in the store behind whoever adds them: an event that the end of the
 * process overtakes is lost, nobody waits for one.
 */
export function createEventLog({ clock, recorder, logger, storage, maxEvents }: EventLogDeps): EventStore {
  const stored = storage.log('events', storedEventSchema);
  const ring: BridgeEvent[] = [];
  const counts = new Map<EventType, number>();
  let lastId = 0;
  let unsaved: BridgeEvent[] = [];
  let saving: Promise<void> | undefined;

  async function save(): Promise<void> {
    while (unsaved.length > 0) {
      const batch = unsaved;
      unsaved = [];
      try {
        const last = await stored.append(batch);
        if (last % maxEvents < batch.length) await stored.trim(last - maxEvents);
      } catch (error) {
        logger.error({ error, events: batch.length }, 'Events could not be stored');
      }
    }
    saving = undefined;
  }

  function remember(event: BridgeEvent): void {
    ring.push(event);
    if (ring.length > 2 * maxEvents) ring.splice(0, ring.length - maxEvents);
  }

  return {
    async load() {
      const entries = await stored.read(Math.max(0, stored.end() - maxEvents), maxEvents);
      for (const { value } of entries) {
        remember(value);
        lastId = Math.max(lastId, Number(value.id));
      }
    },
    add(draft) {
      lastId += 1;
      const severity = draft.severity ?? SEVERITY[draft.type] ?? 'info';
      const event: BridgeEvent = { id: String(lastId), time: isoTime(clock.now()), ...draft, severity };
      remember(event);
      counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
      const { type, message, connectionId, devEui, fCntUp } = event;
      // A change of state is recorded by the connection itself.
      if (type !== 'connection-state')
        recorder.record({
          from: 'bridge',
          to: 'bridge',
          kind: 'event',
          title: message,
          outcome: severity === 'info' ? 'ok' : 'failed',
          correlation: { connectionId, devEui, fCntUp },
        });
      const level = severity === 'warning' ? 'warn' : severity;
      if (!CHANGES_OF_STATE.has(type)) logger[level]({ event: type, connectionId, devEui, fCntUp }, message);
      unsaved.push(event);
      saving ??= clock.activity('store events', save);
    },
    find(filter) {
      const devEui = devEuiSchema.safeParse(filter.devEui).data ?? filter.devEui;
      const from = filter.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(filter.from);
      const to = filter.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(filter.to);
      return ring
        .slice(-maxEvents)
        .filter((event) => {
          const time = Date.parse(event.time);
          return (
            (filter.connectionId === undefined || event.connectionId === filter.connectionId) &&
            (filter.type === undefined || event.type === filter.type) &&
            (filter.severity === undefined || event.severity === filter.severity) &&
            (devEui === undefined || event.devEui === devEui) &&
            time >= from &&
            time < to
          );
        })
        .reverse();
    },
    get: (id) => ring.slice(-maxEvents).find((event) => event.id === id),
    counts: () => counts,
    async flush() {
      await saving;
    },
  };
}
