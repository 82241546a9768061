/** What the bridge has to say about its work, for `GET /events`, the console and the log. */
export interface BridgeEvent {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly type: EventType;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly connectionId?: string;
  readonly devEui?: string;
  readonly fCntUp?: number;
}

/** Kinds of events; the documented texts begin with them ("Connection opening: …"). */
export const EVENT_TYPES = [
  'connection-created',
  'connection-updated',
  'connection-deleted',
  'connection-state',
  'connection-opening',
  'connection-opened',
  'connection-closing',
  'connection-closed',
  'connection-opening-failed',
  'connection-restart-failed',
  'authentication-failed',
  'command-failed',
  'commands-unavailable',
  'message-expired',
  'message-dropped',
  'message-invalid',
  'message-rejected',
  'message-unrouted',
  'decoding-failed',
  'device-created',
  'device-not-created',
  'intake-held',
  'intake-resumed',
  'low-rate',
  'low-rate-over',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Takes events; they are kept in a bounded ring, told to the recorder and written to the log. */
export interface EventLog {
  add(
    event: Omit<BridgeEvent, 'id' | 'time' | 'severity'> & { readonly severity?: BridgeEvent['severity'] },
  ): void;
}
