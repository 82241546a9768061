import type { TwinLimits } from '../limits.ts';
import { ExternalIds } from './external-ids.ts';
import { type ManagedObject, ManagedObjects } from './managed-objects.ts';
import { Records, type StoredRecord } from './records.ts';

export interface AlarmRecord extends StoredRecord {
  readonly status: string;
  readonly severity: string;
  readonly count: number;
  readonly firstOccurrence: string;
}

export interface OperationRecord extends StoredRecord {
  readonly status: 'SUCCESSFUL' | 'FAILED' | 'EXECUTING' | 'PENDING';
}

/** Everything one tenant keeps. Tenants share nothing but the sequence that ids are drawn from. */
export class TenantStore {
  readonly objects: ManagedObjects;
  readonly externalIds = new ExternalIds();
  readonly measurements: Records<StoredRecord>;
  readonly events: Records<StoredRecord>;
  readonly alarms: Records<AlarmRecord>;
  /** Their source is the device, their time that of their creation. */
  readonly operations: Records<OperationRecord>;
  /** The alarm of a source and type that isn't cleared, which further ones of their kind only count up. */
  readonly openAlarms = new Map<string, string>();
  readonly #nextId: () => number;

  constructor(limits: TwinLimits, nextId: () => number) {
    this.objects = new ManagedObjects(limits.managedObjects);
    this.measurements = new Records(limits.measurements);
    this.events = new Records(limits.events);
    this.alarms = new Records(limits.alarms, (alarm) => this.#forgetOpen(alarm));
    this.operations = new Records(limits.operations);
    this.#nextId = nextId;
  }

  /** A numeric id that no tenant of this twin had before, also not before a reset. */
  nextId(): { id: string; seq: number } {
    const seq = this.#nextId();
    return { id: String(seq), seq };
  }

  /** Removes an object with its external ids and its data. */
  removeObject(object: ManagedObject): void {
    this.objects.remove(object);
    this.externalIds.unbindAll(object.id);
    this.measurements.removeSource(object.id);
    this.events.removeSource(object.id);
    this.operations.removeSource(object.id);
    for (const alarm of [...this.alarms.range({ sources: [object.id], order: 'oldest' })]) {
      this.removeAlarm(alarm);
    }
  }

  removeAlarm(alarm: AlarmRecord): void {
    this.alarms.remove(alarm);
    this.#forgetOpen(alarm);
  }

  #forgetOpen(alarm: AlarmRecord): void {
    const key = openAlarmKey(alarm.sourceId, alarm.type);
    if (this.openAlarms.get(key) === alarm.id) this.openAlarms.delete(key);
  }

  counts() {
    return {
      managedObjects: this.objects.counts,
      externalIds: this.externalIds.size,
      measurements: this.measurements.counts,
      events: this.events.counts,
      alarms: this.alarms.counts,
      operations: this.operations.counts,
    };
  }

  clear(): void {
    this.objects.clear();
    this.externalIds.clear();
    this.measurements.clear();
    this.events.clear();
    this.alarms.clear();
    this.operations.clear();
    this.openAlarms.clear();
  }
}

export function openAlarmKey(sourceId: string, type: string): string {
  return `${sourceId} ${type}`;
}
