import { z } from 'zod';
import { type CallOptions, createSender } from './cumulocity-calls.ts';
import { createReader, unlessMissing } from './read-answer.ts';

/** An alarm to be raised. */
export interface AlarmDraft {
  readonly sourceId: string;
  readonly type: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly text: string;
  readonly severity: 'CRITICAL' | 'MAJOR' | 'MINOR' | 'WARNING';
}

export interface OpenAlarm {
  readonly id: string;
  readonly type: string;
}

/** Alarms (Cumulocity OpenAPI, Alarms). Every call throws `CumulocityError` when it fails. */
export interface AlarmsApi {
  /**
   * Raises an alarm; one of its type that is open on the object already is counted up instead. Resolves to its id;
   * undefined where the object is in maintenance, which suppresses alarms.
   */
  create(alarm: AlarmDraft): Promise<string | undefined>;
  /** The alarms of an object that are not cleared. */
  findOpen(sourceId: string): Promise<readonly OpenAlarm[]>;
  /** Does nothing to an alarm that is gone. */
  clear(id: string): Promise<void>;
}

const id = z.union([z.string().min(1), z.number().int().transform(String)]);
const createdSchema = z.object({ id: id.optional() });
const alarmsSchema = z.object({ alarms: z.array(z.object({ id, type: z.string() })) });

/** The largest page (Cumulocity OpenAPI, Query result paging): far more alarms than an object of ours has. */
const PAGE_SIZE = '2000';

/** Makes the calls of one account. */
export function createAlarmsApi(options: CallOptions): AlarmsApi {
  const send = createSender(options);
  const read = createReader(options, send);
  return {
    create: async ({ sourceId, ...alarm }) => {
      const body = { source: { id: sourceId }, status: 'ACTIVE', ...alarm };
      const call = {
        method: 'POST',
        path: '/alarm/alarms',
        accept: 'alarm',
        send: { type: 'alarm', body },
      } as const;
      return (await read(call, createdSchema)).id;
    },
    findOpen: async (source) => {
      const query = new URLSearchParams({ source, resolved: 'false', pageSize: PAGE_SIZE });
      const call = { method: 'GET', path: `/alarm/alarms?${query}`, accept: 'json' } as const;
      return (await read(call, alarmsSchema)).alarms;
    },
    clear: async (alarmId) => {
      const call = {
        method: 'PUT',
        path: `/alarm/alarms/${alarmId}`,
        accept: 'alarm',
        send: { type: 'alarm', body: { status: 'CLEARED' } },
      } as const;
      await unlessMissing(send(call));
    },
  };
}
