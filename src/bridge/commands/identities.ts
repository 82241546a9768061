import { DEVICE_TYPE, EXTERNAL_ID_TYPE } from '../cumulocity/device-registry.ts';
import type { ExternalId, OperationsApi } from '../cumulocity/operations.ts';
import { type DevEui, devEuiSchema } from '../dev-eui.ts';
import { RecentMap } from '../recent-map.ts';

/** Who a managed object is. */
export interface Identity {
  readonly devEui?: DevEui;
  /** It is of the bridge's own make, and no other user made it: nobody else takes its operations. */
  readonly isOurMake: boolean;
}

const REMEMBERED = 10_000;

/** Tells LoRaWAN devices from other managed objects, for one account; what it has found out it remembers. */
export class Identities {
  readonly #known = new RecentMap<string, DevEui>(REMEMBERED);

  /** @throws {CumulocityError} when the platform doesn't answer as it should */
  async of(
    managedObjectId: string,
    username: string,
    api: OperationsApi,
    isKnown: (devEui: DevEui) => boolean,
  ): Promise<Identity> {
    const known = this.#known.get(managedObjectId);
    if (known !== undefined) return { devEui: known, isOurMake: false };
    const externalIds = await api.externalIds(managedObjectId);
    if (externalIds === undefined) return { isOurMake: false };
    const devEui = devEuiOf(externalIds);
    if (devEui !== undefined && isKnown(devEui)) {
      this.#known.set(managedObjectId, devEui);
      return { devEui, isOurMake: false };
    }
    const object = await api.deviceObject(managedObjectId);
    return {
      ...(devEui === undefined ? {} : { devEui }),
      isOurMake: object?.type === DEVICE_TYPE && (object.owner ?? username) === username,
    };
  }
}

function devEuiOf(externalIds: readonly ExternalId[]): DevEui | undefined {
  for (const { type, externalId } of externalIds) {
    if (type !== EXTERNAL_ID_TYPE) continue;
    const read = devEuiSchema.safeParse(externalId);
    if (read.success) return read.data;
  }
  return undefined;
}
