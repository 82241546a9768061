// Delivery: the uplinks of a device one after the other, each once, and tried again for as long as it takes.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { documentsOf } from './mapping.mjs';

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export function enqueue(connection, uplink) {
  const { queues, definition } = connection;
  const { uplinkTimeValidity: validity = 'Infinity d' } = definition.configuration;
  if (Date.now() - Date.parse(uplink.Time) > Number.parseFloat(validity) * UNIT_MS[validity.at(-1)]) return;
  const before = queues.get(uplink.DevEUI) ?? Promise.resolve();
  const giveUp = ({ message }) => console.error(`${uplink.DevEUI}: uplink ${uplink.FCntUp}: ${message}`);
  queues.set(uplink.DevEUI, before.then(() => deliver(connection, uplink)).catch(giveUp));
}

async function deliver(connection, uplink) {
  const documents = documentsOf(uplink);
  for (let attempt = 0; ; attempt += 1) {
    await sleep(Math.max(0, connection.restsUntil - Date.now()));
    while (!['OPENED', 'DELETED'].includes(connection.state)) await once(connection, 'state');
    if (connection.state === 'DELETED') return;
    try {
      return await write(connection, uplink, documents, attempt > 0);
    } catch (error) {
      const { status, restMs = 0 } = error;
      if (status < 500 && ![401, 403, 408, 429].includes(status)) throw error;
      connection.restsUntil = Math.max(connection.restsUntil, Date.now() + restMs);
      // Are the credentials no longer good, or is nobody there for a while now? To sign in anew tells which.
      const isDown = status === 401 || status === 403 || (status === undefined && attempt > 8);
      if (isDown && connection.state === 'OPENED') void connection.start();
      await sleep(Math.min(200 * 2 ** attempt, 30_000));
    }
  }
}

/** @param again an attempt before may have stored some of it, with or without an answer that says so */
async function write(connection, { DevEUI, DevAddr, FCntUp, mic_hex, DriverCfg }, documents, again) {
  const { run, definition } = connection;
  const ask = (...request) => {
    // What is known of the device may not hold for the connection as it is now.
    if (run !== connection.run) throw new Error('The connection was closed meanwhile.');
    return connection.ask(...request);
  };
  const source = { id: await deviceOf(ask, DevEUI, DriverCfg?.mod, definition.configuration.createDevices) };
  for (const [kind, content] of documents) {
    const document = { ...content, source, plainBridge_Frame: `${DevAddr} ${FCntUp} ${mic_hex}` };
    const { c8y_Position } = content;
    if (c8y_Position) await ask('PUT', `/inventory/managedObjects/${source.id}`, { c8y_Position });
    if (!again || !(await isStored(ask, kind, document))) await ask('POST', `/${kind}/${kind}s`, document);
  }
}

async function isStored(ask, kind, { source, type, time, plainBridge_Frame }) {
  const [dateFrom, dateTo] = [-1000, 1000].map((ms) => new Date(Date.parse(time) + ms).toISOString());
  const query = new URLSearchParams({ source: source.id, type, dateFrom, dateTo, pageSize: 200 });
  const { [`${kind}s`]: found } = await ask('GET', `/${kind}/${kind}s?${query}`);
  return found.some((one) => one.plainBridge_Frame === plainBridge_Frame);
}

/** Looked up for each uplink, so that no id is remembered that somebody deletes. */
async function deviceOf(ask, DevEUI, model, mayCreate = true) {
  const known = await lookUp(ask, DevEUI);
  if (known !== undefined) return known;
  if (!mayCreate) throw Object.assign(new Error('the device is unknown'), { status: 404 });
  // An attempt before may have left a device without its external id.
  const query = encodeURIComponent(`$filter=(name eq '${DevEUI}')`);
  const { managedObjects } = await ask('GET', `/inventory/managedObjects?query=${query}`);
  const device = {
    name: DevEUI,
    c8y_IsDevice: {},
    c8y_Hardware: { serialNumber: DevEUI, model: model ? `${model.pId}:${model.mId}:${model.ver}` : '' },
    c8y_SupportedOperations: ['c8y_Command'],
    plainBridge_DevEui: DevEUI,
  };
  const left = managedObjects.find((one) => one.plainBridge_DevEui === DevEUI);
  const { id } = left ?? (await ask('POST', '/inventory/managedObjects', device));
  await ask('POST', `/identity/globalIds/${id}/externalIds`, { type: 'c8y_Serial', externalId: DevEUI });
  const bound = await lookUp(ask, DevEUI); // somebody else may have been faster
  if (bound !== id) await ask('DELETE', `/inventory/managedObjects/${id}`);
  return bound;
}

async function lookUp(ask, devEui) {
  const find = (written) => ask('GET', `/identity/externalIds/c8y_Serial/${written}`);
  const found = (await find(devEui)) ?? (await find(devEui.toLowerCase()));
  return found?.managedObject.id;
}
