import type { Notification, NotificationKind } from '../realtime/index.ts';
import type { Call } from '../server/call.ts';

/** Tells the subscribers of `sourceId` what came or changed; `agents` are those that a new operation is for. */
export function tell(
  call: Call,
  kind: NotificationKind,
  action: 'CREATE' | 'UPDATE',
  sourceId: string,
  data: Notification['data'],
  agents: readonly string[] = [],
): void {
  call.notify({ kind, action, sourceId, data, agents });
}

/** "In case of a deletion, the data will only contain the ID" (Cumulocity OpenAPI, *Event notification API*). */
export function tellDeleted(call: Call, kind: NotificationKind, sourceId: string, id: string): void {
  const data = () => (call.unsettled.deletedNotification === 'id' ? id : { id });
  call.notify({ kind, action: 'DELETE', sourceId, data, agents: [] });
}
