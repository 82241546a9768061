import { z } from 'zod';
import type { Timer } from '../../clock/index.ts';
import { type DevEui, devEuiSchema } from '../dev-eui.ts';
import { refusal } from '../errors.ts';
import type { BridgeParts } from '../parts.ts';
import { createSerial } from '../serial.ts';
import { type DriverCfg, driverCfgSchema } from '../uplinks/uplink.ts';
import type { Device, DeviceSightings } from './device.ts';

const storedDeviceSchema: z.ZodType<Device> = z.object({
  devEui: devEuiSchema,
  name: z.string().exactOptional(),
  tags: z.array(z.string()),
  connectionIds: z.array(z.string()),
  lastUplink: z.string().exactOptional(),
  driverCfg: driverCfgSchema.exactOptional(),
});

/** All devices that the bridge has met or been told of. */
export interface DeviceDirectory extends DeviceSightings {
  load(): Promise<void>;
  /** In the order in which they were first met. */
  list(): readonly Device[];
  /** @throws {BridgeError} when the device is unknown */
  get(devEui: DevEui): Device;
  find(devEui: DevEui): Device | undefined;
  /** Says to which connections the device's uplinks go, whatever flows say; makes the device known. */
  assign(devEui: DevEui, change: (connectionIds: readonly string[]) => readonly string[]): Promise<Device>;
  /** Takes a connection that is gone from all devices; gives these. */
  unassign(connectionId: string): Promise<readonly Device[]>;
  /** Stores what is not stored yet and stops. */
  close(): Promise<void>;
}

export type DeviceDirectoryDeps = Pick<BridgeParts, 'clock' | 'storage' | 'logger'> & {
  /** Of how many devices the times of last uplinks are stored at once; 5000 unless told otherwise. */
  readonly timesAtOnce?: number;
};

/** A device in memory. */
type Met = Omit<Device, 'lastUplink'> & { lastUplink?: string };

/**
 * How often times of last uplinks are stored, and of how many devices at a time: with a hundred thousand that send, writing
 * all of them each minute would cost more than their uplinks. Who waited longest is first.
 */
const SAVE_EVERY_MS = 60_000;
const TIMES_AT_ONCE = 5000;

/**
 * Keeps the devices in memory and behind it in the store: a new device, name or tag soon, the time of the last uplink
 * once a minute (of many devices in turn), an assignment before its promise resolves.
 */
export function createDeviceDirectory({
  clock,
  storage,
  logger,
  timesAtOnce = TIMES_AT_ONCE,
}: DeviceDirectoryDeps): DeviceDirectory {
  const stored = storage.collection('devices', storedDeviceSchema);
  const devices = new Map<string, Met>();
  /** Of which something is not stored but the time of the last uplink. */
  const changedOnes = new Set<DevEui>();
  /** Of which no more than that time is not stored. */
  const heardOnes = new Set<DevEui>();
  const inTurn = createSerial();
  let timer: Timer | undefined;
  let timesStoredAt = clock.now();
  let saving: Promise<void> | undefined;
  /** Something new came while older things were being stored. */
  let again = false;
  let closed = false;

  // Assignments may be made by another process; what is newer here (the last uplink) stays.
  const unwatch = stored.watch(({ id, value }) => {
    const own = devices.get(id);
    if (value === undefined) devices.delete(id);
    else
      devices.set(id, own === undefined ? value : { ...value, ...own, connectionIds: value.connectionIds });
  });

  function known(devEui: DevEui): Met {
    return devices.get(devEui) ?? { devEui, tags: [], connectionIds: [] };
  }

  /** A clock that was set back makes them due. */
  const timesDueInMs = () => {
    const elapsed = clock.now() - timesStoredAt;
    return elapsed < 0 ? 0 : Math.max(0, SAVE_EVERY_MS - elapsed);
  };

  // In turn with assignments: a put that is under way must not be overtaken by an older picture of the device.
  const save = (all = false) =>
    inTurn(async () => {
      const timesAreDue = timesDueInMs() === 0;
      if (timesAreDue) timesStoredAt = clock.now();
      const batch = [
        ...changedOnes,
        ...firstOf(heardOnes, all ? heardOnes.size : timesAreDue ? timesAtOnce : 0),
      ];
      changedOnes.clear();
      for (const devEui of batch) heardOnes.delete(devEui);
      try {
        await Promise.all(batch.map((devEui) => stored.put(devEui, known(devEui))));
      } catch (error) {
        for (const devEui of batch) changedOnes.add(devEui);
        throw error;
      }
    });

  function saveSoon(): void {
    again = saving !== undefined;
    if (again) return;
    timer?.cancel();
    timer = undefined;
    saving = clock
      .activity('store devices', () => save())
      .catch((error: unknown) => logger.error({ error }, 'Devices could not be stored'))
      .finally(() => {
        saving = undefined;
        if (again && !closed) saveSoon();
        else if (changedOnes.size + heardOnes.size > 0) saveLater();
      });
  }

  function saveLater(): void {
    if (!closed) timer ??= clock.timer('store devices', timesDueInMs(), saveSoon);
  }

  const assign: DeviceDirectory['assign'] = (devEui, change) =>
    inTurn(async () => {
      const device = known(devEui);
      await stored.put(devEui, { ...device, connectionIds: [...new Set(change(device.connectionIds))] });
      return known(devEui);
    });

  return {
    async load() {
      for (const { id, value } of await stored.list()) devices.set(id, value);
    },
    list: () => [...devices.values()],
    find: (devEui) => devices.get(devEui),
    get(devEui) {
      const device = devices.get(devEui);
      if (device === undefined)
        throw refusal('not-found', `No device ${devEui} has been met or assigned yet`);
      return device;
    },
    seen({ devEui, time, name, tags, driverCfg }) {
      const before = devices.get(devEui);
      const changed =
        before === undefined ||
        (name !== undefined && name !== before.name) ||
        tags.length !== before.tags.length ||
        tags.some((tag, index) => tag !== before.tags[index]) ||
        (driverCfg !== undefined && !isSame(driverCfg, before.driverCfg));
      const last = before?.lastUplink;
      // A frame that was queued at a gateway may come after a younger one; texts of UTC times order as the times do.
      const lastUplink = last !== undefined && last > time ? last : time;
      // Nearly always it is only the time that is new: a copy each uplink would cost more than all the rest here.
      if (before !== undefined && !changed) before.lastUplink = lastUplink;
      else {
        devices.set(devEui, {
          ...known(devEui),
          ...(name === undefined ? {} : { name }),
          ...(driverCfg === undefined ? {} : { driverCfg }),
          tags: [...tags],
          lastUplink,
        });
      }
      if (changed) {
        changedOnes.add(devEui);
        heardOnes.delete(devEui);
        saveSoon();
      } else if (!changedOnes.has(devEui)) {
        heardOnes.add(devEui);
        saveLater();
      }
    },
    assign,
    async unassign(connectionId) {
      const concerned = [...devices.values()].filter((device) => device.connectionIds.includes(connectionId));
      return Promise.all(
        concerned.map(({ devEui }) => assign(devEui, (ids) => ids.filter((id) => id !== connectionId))),
      );
    },
    async close() {
      closed = true;
      timer?.cancel();
      await saving;
      await save(true);
      unwatch();
    },
  };
}

function firstOf<T>(all: ReadonlySet<T>, count: number): readonly T[] {
  const first: T[] = [];
  for (const one of all) {
    if (first.length >= count) break;
    first.push(one);
  }
  return first;
}

/** Asked for each uplink: cheaper than comparing texts of the whole. */
function isSame(a: DriverCfg, b: DriverCfg | undefined): boolean {
  const isSamePart = (one: DriverCfg['model'], other: DriverCfg['model']) =>
    one?.moduleId === other?.moduleId &&
    one?.producerId === other?.producerId &&
    one?.version === other?.version;
  return (
    b !== undefined &&
    a.id === b.id &&
    isSamePart(a.model, b.model) &&
    isSamePart(a.application, b.application)
  );
}
