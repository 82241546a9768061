// Calls to Cumulocity, and what stands for a device there.
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** Calls the platform of a connection. Rejects where there is no whole answer; `error.unsent` is true where it is sure
 * that nothing arrived. */
export function call({ configuration }, method, path, body, signal) {
  const { hostName, tenantId, username, password } = configuration;
  const real = process.env.PLATFORM === undefined ? `https://${hostName}` : process.env.PLATFORM;
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    host: hostName,
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${tenantId}/${username}:${password}`).toString('base64')}`,
    ...(text === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    const send = real.startsWith('https:') ? overHttps : overHttp;
    const asked = send(
      new URL(path, real),
      { method, headers, agent: false, signal, timeout: 10_000 },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('close', () => answer.complete || reject(new Error('the answer broke off')));
        answer.on('end', () => {
          try {
            const whole = Buffer.concat(chunks).toString();
            resolve({
              status: answer.statusCode,
              headers: answer.headers,
              body: whole ? JSON.parse(whole) : undefined,
            });
          } catch (error) {
            reject(error);
          }
        });
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', (error) =>
      reject(Object.assign(error, { unsent: error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND' })),
    );
    asked.end(text);
  });
}

export class Trouble extends Error {
  /** kind: `auth`, `again` (a passing reason), `never` (refused for good), `skip`. */
  constructor(kind, message, { unsure = false, afterMs } = {}) {
    super(message);
    Object.assign(this, { kind, unsure, afterMs });
  }
}

/** The same, with what is not a success as Trouble; statuses in `fine` are successes too. */
export async function ask(connection, method, path, body, fine = []) {
  let answer;
  try {
    answer = await call(connection, method, path, body, connection.stop.signal);
  } catch (error) {
    throw new Trouble('again', error.message, { unsure: !error.unsent });
  }
  const { status, headers } = answer;
  if (status < 300 || fine.includes(status)) return answer;
  if (status === 401 || status === 403) throw new Trouble('auth', `${status}`);
  const afterMs = headers['retry-after'] === undefined ? undefined : Number(headers['retry-after']) * 1000;
  if (status >= 500 || status === 429 || status === 408)
    throw new Trouble('again', `${status}`, { unsure: status >= 500, afterMs });
  throw new Trouble('never', `${status} ${JSON.stringify(answer.body)}`);
}

export const ids = new Map(); // host, tenant and DevEUI to the managed object's id
const registering = new Map(); // the same, to whoever registers it

/** The managed object of a device, registered where there is none; one at a time, whichever connection asks. */
export async function objectOf(connection, uplink) {
  const { hostName, tenantId } = connection.configuration;
  const key = `${hostName} ${tenantId} ${uplink.DevEUI}`;
  for (let other = registering.get(key); other !== undefined; other = registering.get(key))
    await other.catch(() => {});
  if (ids.has(key)) return { key, id: ids.get(key) };
  const work = found(connection, uplink.DevEUI).then((id) => id ?? registered(connection, uplink));
  registering.set(key, work);
  try {
    const id = await work;
    ids.set(key, id);
    return { key, id };
  } finally {
    registering.delete(key);
  }
}

async function found(connection, devEui) {
  for (const written of [devEui, devEui.toLowerCase()]) {
    const { status, body } = await ask(
      connection,
      'GET',
      `/identity/externalIds/c8y_Serial/${written}`,
      undefined,
      [404],
    );
    if (status === 200) return body.managedObject.id;
  }
  return undefined;
}

async function registered(connection, { DevEUI, DriverCfg }) {
  if (connection.configuration.createDevices === false) throw new Trouble('skip', `${DevEUI} is unknown`);
  const { pId, mId, ver } = DriverCfg?.mod ?? {};
  // An attempt before this one may have left an object that nobody knows by its external id.
  const query = encodeURIComponent(`$filter=(name eq '${DevEUI}')`);
  const { body } = await ask(connection, 'GET', `/inventory/managedObjects?pageSize=5&query=${query}`);
  const orphan = body.managedObjects.find((one) => one.plainBridge_DevEui === DevEUI);
  const made =
    orphan ??
    (
      await ask(connection, 'POST', '/inventory/managedObjects', {
        name: DevEUI,
        c8y_IsDevice: {},
        c8y_Hardware: { serialNumber: DevEUI, model: pId === undefined ? '' : `${pId}:${mId}:${ver}` },
        c8y_SupportedOperations: ['c8y_Command'],
        plainBridge_DevEui: DevEUI,
      })
    ).body;
  const bound = await ask(
    connection,
    'POST',
    `/identity/globalIds/${made.id}/externalIds`,
    { type: 'c8y_Serial', externalId: DevEUI },
    [409],
  );
  if (bound.status !== 409) return made.id;
  const other = await found(connection, DevEUI);
  if (other !== undefined && other !== made.id)
    await ask(connection, 'DELETE', `/inventory/managedObjects/${made.id}`);
  return other ?? made.id;
}
