import type { CumulocityClient } from './cumulocity-client.ts';
import { CumulocityError } from './errors.ts';

/** Own types: a connection is no device, and `c8y_Serial` is for devices. */
const OBJECT_TYPE = 'iotFlow_Connection';
const EXTERNAL_ID_TYPE = 'iotFlow_Connection';

/** The calls that it takes. */
type Calls = Pick<
  CumulocityClient,
  'findByExternalId' | 'bindExternalId' | 'createManagedObject' | 'deleteManagedObject'
>;

/** The managed object that stands for a connection; undefined when there is none yet. */
export async function findConnectionObject(client: Calls, externalId: string): Promise<string | undefined> {
  return await client.findByExternalId(EXTERNAL_ID_TYPE, externalId);
}

/** Finds it, or makes it: an object of its own, so that what concerns the connection has a place to be shown at. */
export async function ensureConnectionObject(
  client: Calls,
  externalId: string,
  connection: { readonly id: string; readonly name: string },
): Promise<string> {
  const found = await findConnectionObject(client, externalId);
  if (found !== undefined) return found;
  const own = await client.createManagedObject({
    name: `IoT Flow connection ${connection.name}`,
    type: OBJECT_TYPE,
    iotFlow_Connection: { connectionId: connection.id },
  });
  try {
    await client.bindExternalId(own, EXTERNAL_ID_TYPE, externalId);
    return own;
  } catch (error) {
    if (!(error instanceof CumulocityError)) throw error;
    // The answer to the binding may be lost, or an earlier try was carried out after all.
    const bound = await findConnectionObject(client, externalId);
    if (bound === own) return own;
    await client.deleteManagedObject(own);
    if (bound === undefined) throw error;
    return bound;
  }
}
