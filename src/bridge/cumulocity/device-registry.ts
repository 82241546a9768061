import type { Clock } from '../../clock/index.ts';
import type { DevEui } from '../dev-eui.ts';
import type { EventLog } from '../events/event.ts';
import { RecentMap } from '../recent-map.ts';
import type { CumulocityClient } from './cumulocity-client.ts';
import { CumulocityError } from './errors.ts';

/** What a device is registered with. */
export interface DeviceProfile {
  readonly devEui: DevEui;
  /** `pId:mId:ver`; blank when the network names no driver. */
  readonly model: string;
}

/** Knows which managed object stands for a device, and makes one where there is none. */
export interface DeviceRegistry {
  /**
   * The managed object's id; undefined when the device is unknown and may not be created.
   *
   * @throws {CumulocityError} when the platform doesn't answer as it should
   */
  resolve(device: DeviceProfile): Promise<string | undefined>;
  /** The same, but nothing is ever created. */
  find(devEui: DevEui): Promise<string | undefined>;
  /** The platform says that the object is gone: the next `resolve` asks again. */
  forget(devEui: DevEui, managedObjectId: string): void;
}

export interface DeviceRegistryDeps {
  readonly client: CumulocityClient;
  readonly clock: Clock;
  readonly events: EventLog;
  readonly connection: { readonly id: string; readonly name: string };
  readonly createDevices: boolean;
  /** How many ids are remembered at least; at most twice as many. Default 100 000. */
  readonly cacheSize?: number;
}

/** Makes the registry of one connection; made anew when the connection's settings change. */
export type DeviceRegistryFactory = (deps: DeviceRegistryDeps) => DeviceRegistry;

/** Other tools' devices are bound by it too (Cumulocity, Dynamic Mapper and LoRa agents), in either case. */
export const EXTERNAL_ID_TYPE = 'c8y_Serial';
export const DEVICE_TYPE = 'iotFlow_LorawanDevice';

/** The registry over Cumulocity's identity and inventory. An object that exists is left as its users set it. */
export const createDeviceRegistry: DeviceRegistryFactory = (deps) => {
  const known = new RecentMap<DevEui, string>(deps.cacheSize ?? 100_000);
  const asked = new Map<DevEui, Promise<string | undefined>>();

  const ask = async (device: DeviceProfile): Promise<string | undefined> => {
    const id = (await find(deps.client, device.devEui)) ?? (await register(deps, device));
    if (id !== undefined) known.set(device.devEui, id);
    return id;
  };

  return {
    resolve: async (device) => {
      const id = known.get(device.devEui);
      if (id !== undefined) return id;
      // Uplinks of one device that come together share one registration.
      const pending = asked.get(device.devEui);
      if (pending !== undefined) return pending;
      const asking = deps.clock
        .activity(`resolve device ${device.devEui}`, () => ask(device))
        .finally(() => asked.delete(device.devEui));
      asked.set(device.devEui, asking);
      return asking;
    },
    find: async (devEui) => known.get(devEui) ?? (await find(deps.client, devEui)),
    forget: (devEui, managedObjectId) => {
      if (known.get(devEui) === managedObjectId) known.delete(devEui);
    },
  };
};

async function find(client: CumulocityClient, devEui: DevEui): Promise<string | undefined> {
  return (
    (await client.findByExternalId(EXTERNAL_ID_TYPE, devEui)) ??
    // Scripts that create devices beforehand often write the DevEUI in lower case; ids are case-sensitive there.
    client.findByExternalId(EXTERNAL_ID_TYPE, devEui.toLowerCase())
  );
}

async function register(deps: DeviceRegistryDeps, device: DeviceProfile): Promise<string | undefined> {
  const { client, events, connection } = deps;
  if (!deps.createDevices) return undefined;
  const left = await leftBehind(client, device.devEui);
  const own = left ?? (await client.createManagedObject(managedObjectOf(device)));
  const id = await bind(client, device.devEui, own);
  if (id === own) {
    events.add({
      type: 'device-created',
      message: `Device created: device ${device.devEui} is registered in Cumulocity by connection ${connection.name} as managed object ${id}`,
      connectionId: connection.id,
      devEui: device.devEui,
    });
  }
  return id;
}

/**
 * An object of ours that was created before without getting its external id: the bridge was stopped in between, or
 * the answer to the creation was lost. Platforms that don't understand the query simply have none.
 */
async function leftBehind(client: CumulocityClient, devEui: DevEui): Promise<string | undefined> {
  try {
    return (await client.findBySerialNumber(DEVICE_TYPE, devEui)).at(0);
  } catch (error) {
    if (error instanceof CumulocityError && (error.code === 'refused' || error.code === 'not-found')) {
      return undefined;
    }
    throw error;
  }
}

/** Binds our object; where the id is taken or the binding fails, our object is removed again. */
async function bind(client: CumulocityClient, devEui: DevEui, own: string): Promise<string> {
  try {
    await client.bindExternalId(own, EXTERNAL_ID_TYPE, devEui);
    return own;
  } catch (error) {
    if (!(error instanceof CumulocityError)) throw error;
    // The answer may be lost although the binding was made, and a conflict may be with our own earlier try.
    const bound = await client.findByExternalId(EXTERNAL_ID_TYPE, devEui);
    if (bound === own) return own;
    await client.deleteManagedObject(own);
    if (bound !== undefined) return bound;
    throw error;
  }
}

/** Cumulocity OpenAPI, Inventory; Cumulocity, Device management library, Hardware and Supported operations. */
function managedObjectOf({ devEui, model }: DeviceProfile): Readonly<Record<string, unknown>> {
  return {
    name: devEui,
    type: DEVICE_TYPE,
    c8y_IsDevice: {},
    // Its own agent: only an agent or an agent's child takes operations.
    com_cumulocity_model_Agent: {},
    c8y_Hardware: { serialNumber: devEui, model },
    c8y_SupportedOperations: ['c8y_Command'],
  };
}
