// Delivery: a lane a device and connection, in which uplinks go one after the other.
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, ids, objectOf, Trouble } from './cumulocity.mjs';
import { measurementsOf, payloadOf, positionOf } from './mapping.mjs';

export function enqueue(connection, uplink) {
  const lanes = connection.lanes;
  const before = lanes.get(uplink.DevEUI) ?? Promise.resolve();
  const work = before.then(() => deliver(connection, uplink)).catch((error) => console.error(error.message));
  lanes.set(uplink.DevEUI, work);
  void work.then(() => lanes.get(uplink.DevEUI) === work && lanes.delete(uplink.DevEUI));
}

async function deliver(connection, uplink) {
  const arrivedAfter = Date.now() - Date.parse(uplink.Time);
  const done = new Set();
  let unsure = false;
  for (let pause = 200; !connection.deleted; pause = Math.min(pause * 2, 30_000)) {
    await connection.opened();
    if (connection.deleted) return;
    const validity = spanMs(connection.configuration.uplinkTimeValidity);
    if (arrivedAfter > validity) return;
    try {
      await write(connection, uplink, done, unsure);
      return;
    } catch (error) {
      if (connection.deleted || error.kind === 'skip' || error.kind === 'never') return;
      if (!(error instanceof Trouble)) throw error;
      if (error.kind === 'auth' && connection.state === 'OPENED') void connection.start();
      unsure ||= error.unsure;
      await sleep(error.afterMs ?? pause);
    }
  }
}

/** Writes what of an uplink is not written yet. `unsure`: an attempt before may have stored more than was answered. */
async function write(connection, uplink, done, unsure) {
  const { key, id } = await objectOf(connection, uplink);
  const frame = `${uplink.DevAddr ?? ''}-${uplink.FCntUp}-${uplink.mic_hex ?? ''}`;
  const once = async (name, resource, item) => {
    if (done.has(name)) return;
    const marked = { ...item, source: { id }, plainBridge_Frame: `${frame}-${name}` };
    if (!(unsure && (await isStored(connection, resource, marked))))
      await ask(connection, 'POST', `/${resource}/${resource}s`, marked);
    done.add(name);
  };
  try {
    for (const [index, item] of measurementsOf(uplink).entries())
      await once(`m${index}`, 'measurement', item);
    const position = positionOf(uplink);
    if (position !== undefined) {
      const c8y_Position = { lat: position.latitude, lng: position.longitude };
      await ask(connection, 'PUT', `/inventory/managedObjects/${id}`, { c8y_Position });
      await once('position', 'event', {
        type: 'c8y_LocationUpdate',
        text: 'Position',
        time: uplink.Time,
        c8y_Position,
      });
    }
    const document = documentOf(connection.configuration, uplink);
    if (document !== undefined)
      await once('document', 'event', {
        type: 'iotFlow_Document',
        text: 'Uplink',
        time: uplink.Time,
        iotFlow_Document: document,
      });
  } catch (error) {
    if (error.kind !== 'never') throw error;
    // Refused for good, or because somebody deleted the device meanwhile?
    if ((await ask(connection, 'GET', `/inventory/managedObjects/${id}`, undefined, [404])).status !== 404)
      throw error;
    if (ids.get(key) === id) ids.delete(key);
    throw new Trouble('again', 'the device is gone', { afterMs: 0 });
  }
}

async function isStored(connection, resource, { source, type, time, plainBridge_Frame }) {
  const at = Date.parse(time);
  const window = { dateFrom: new Date(at - 1000).toISOString(), dateTo: new Date(at + 1000).toISOString() };
  const query = new URLSearchParams({ source: source.id, type, ...window, pageSize: '200' });
  const { body } = await ask(connection, 'GET', `/${resource}/${resource}s?${query}`);
  return body[`${resource}s`].some((one) => one.plainBridge_Frame === plainBridge_Frame);
}

function documentOf({ sendMetadata, sendRawDecodedFormat }, uplink) {
  if (uplink.payload_hex === '') return undefined;
  if (sendMetadata) return storable(uplink);
  if (sendRawDecodedFormat) return storable(payloadOf(uplink) ?? { DevEUI_uplink: uplink });
  return undefined;
}

/** A document with names that Cumulocity takes: no white space, and none of . , * [ ] ( ) @ $ / ' */
function storable(value) {
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name.replace(/[\s.,*[\]()@$/']/g, '_'), storable(one)]),
  );
}

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const spanMs = (text) =>
  text === undefined ? Number.POSITIVE_INFINITY : Number.parseInt(text, 10) * UNIT_MS[text.at(-1)];
