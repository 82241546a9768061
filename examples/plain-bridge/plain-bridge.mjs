// A bridge from ThingPark X IoT Flow to Cumulocity in one file, with nothing but Node.js: no MQTT, no commands, no events,
// no flows, all in memory. It shares no code with the reference bridge, so that the kit has another one to judge.
//
//   PORT, CLIENT_ID, CLIENT_SECRET   the management API
//   AS_KEY                           signs the documents that the network posts; none: signatures are not looked at
//   PLATFORM                         where *.cumulocity.com is really reached, such as http://127.0.0.1:18443
import { createHash, randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createServer, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { measurementsOf, payloadOf, positionOf } from './mapping.mjs';

const env = process.env;
const CONNECTOR = 'actility-cumulocity-iot';
const MASK = '*****';
const MOST_CONNECTIONS = 5;
const TOKEN_SECONDS = 3600;
const SIGNED_WITHIN_MS = 10 * 60_000;
const BODY_BYTES = 1_000_000;

// ---- Cumulocity ----

/** Calls the platform of a connection. Rejects where there is no whole answer; `error.unsent` is true where it is sure
 * that nothing arrived. */
function call({ configuration }, method, path, body, signal) {
  const { hostName, tenantId, username, password } = configuration;
  const real = env.PLATFORM === undefined ? `https://${hostName}` : env.PLATFORM;
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    host: hostName,
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${tenantId}/${username}:${password}`).toString('base64')}`,
    ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    const send = real.startsWith('https:') ? overHttps : overHttp;
    const asked = send(new URL(path, real), { method, headers, agent: false, signal, timeout: 10_000 }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('close', () => answer.complete || reject(new Error('the answer broke off')));
      answer.on('end', () => {
        try {
          const whole = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode, headers: answer.headers, body: whole ? JSON.parse(whole) : undefined });
        } catch (error) {
          reject(error);
        }
      });
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', (error) => reject(Object.assign(error, { unsent: error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND' })));
    asked.end(text);
  });
}

class Trouble extends Error {
  /** kind: `auth`, `again` (a passing reason), `never` (refused for good), `skip`. */
  constructor(kind, message, { unsure = false, afterMs } = {}) {
    super(message);
    Object.assign(this, { kind, unsure, afterMs });
  }
}

/** The same, with what is not a success as Trouble; statuses in `fine` are successes too. */
async function ask(connection, method, path, body, fine = []) {
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
  if (status >= 500 || status === 429 || status === 408) throw new Trouble('again', `${status}`, { unsure: status >= 500, afterMs });
  throw new Trouble('never', `${status} ${JSON.stringify(answer.body)}`);
}

// ---- Devices in Cumulocity ----

const ids = new Map(); // host, tenant and DevEUI to the managed object's id
const registering = new Map(); // the same, to whoever registers it

/** The managed object of a device, registered where there is none; one at a time, whichever connection asks. */
async function objectOf(connection, uplink) {
  const { hostName, tenantId } = connection.configuration;
  const key = `${hostName} ${tenantId} ${uplink.DevEUI}`;
  for (let other = registering.get(key); other !== undefined; other = registering.get(key)) await other.catch(() => {});
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
    const { status, body } = await ask(connection, 'GET', `/identity/externalIds/c8y_Serial/${written}`, undefined, [404]);
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
  const made = orphan ?? (await ask(connection, 'POST', '/inventory/managedObjects', {
    name: DevEUI,
    c8y_IsDevice: {},
    c8y_Hardware: { serialNumber: DevEUI, model: pId === undefined ? '' : `${pId}:${mId}:${ver}` },
    c8y_SupportedOperations: ['c8y_Command'],
    plainBridge_DevEui: DevEUI,
  })).body;
  const bound = await ask(connection, 'POST', `/identity/globalIds/${made.id}/externalIds`, { type: 'c8y_Serial', externalId: DevEUI }, [409]);
  if (bound.status !== 409) return made.id;
  const other = await found(connection, DevEUI);
  if (other !== undefined && other !== made.id) await ask(connection, 'DELETE', `/inventory/managedObjects/${made.id}`);
  return other ?? made.id;
}

// ---- Delivery: a lane a device and connection, its uplinks one after the other ----

function enqueue(connection, uplink) {
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
      if (env.DEBUG) console.error(error);
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
    if (!(unsure && (await isStored(connection, resource, marked)))) await ask(connection, 'POST', `/${resource}/${resource}s`, marked);
    done.add(name);
  };
  try {
    for (const [index, item] of measurementsOf(uplink).entries()) await once(`m${index}`, 'measurement', item);
    const position = positionOf(uplink);
    if (position !== undefined) {
      const c8y_Position = { lat: position.latitude, lng: position.longitude };
      await ask(connection, 'PUT', `/inventory/managedObjects/${id}`, { c8y_Position });
      await once('position', 'event', { type: 'c8y_LocationUpdate', text: 'Position', time: uplink.Time, c8y_Position });
    }
    const document = documentOf(connection.configuration, uplink);
    if (document !== undefined) await once('document', 'event', { type: 'iotFlow_Document', text: 'Uplink', time: uplink.Time, iotFlow_Document: document });
  } catch (error) {
    if (error.kind !== 'never') throw error;
    // Refused for good, or because somebody deleted the device meanwhile?
    if ((await ask(connection, 'GET', `/inventory/managedObjects/${id}`, undefined, [404])).status !== 404) throw error;
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
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name.replace(/[\s.,*[\]()@$/']/g, '_'), storable(one)]));
}

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const spanMs = (text) => (text === undefined ? Number.POSITIVE_INFINITY : Number.parseInt(text, 10) * UNIT_MS[text.at(-1)]);

// ---- Connections ----

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The product's strategies: how long, in milliseconds, restarts are how far apart; after the last stage it stays closed. */
const STRATEGIES = {
  CALM: [[12 * HOUR, 10 * MINUTE], [DAY, HOUR]],
  NORMAL: [[HOUR, 5 * MINUTE], [DAY, HOUR], [Number.POSITIVE_INFINITY, DAY]],
  AGGRESSIVE: [[3 * HOUR, 3 * MINUTE], [7 * DAY, 30 * MINUTE], [Number.POSITIVE_INFINITY, HOUR]],
};

function pauseAfter(strategy, elapsed) {
  let end = 0;
  for (const [lasts, every] of STRATEGIES[strategy ?? 'NORMAL']) {
    end += lasts;
    if (elapsed < end) return every;
  }
  return undefined;
}

const connections = new Map();
const devices = new Map(); // DevEUI to { heard, connectionIds }
let lastId = 0;

class Connection {
  state = 'CLOSED';
  lanes = new Map();
  stop = new AbortController();
  deleted = false;
  #waiting = [];

  constructor(id, body) {
    this.id = id;
    this.take(body);
  }

  take({ name, active = true, configuration, alarms }) {
    Object.assign(this, { name, active, configuration: { ...configuration }, alarms });
  }

  to(state) {
    this.state = state;
    delete this.nextRestart;
    this.startupTime = state === 'OPENED' ? new Date().toISOString() : undefined;
    if (state === 'OPENED' || this.deleted) for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Resolves as soon as it is open, or deleted. */
  opened() {
    return this.state === 'OPENED' || this.deleted ? undefined : new Promise((resume) => this.#waiting.push(resume));
  }

  async start() {
    this.stop.abort();
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    this.stop = stop;
    if (!this.active) return this.to('DEACTIVATED');
    const since = Date.now();
    while (!stop.signal.aborted) {
      this.to('OPENING');
      this.to('AUTHENTICATING');
      try {
        const { status } = await call(this, 'GET', '/tenant/currentTenant', undefined, stop.signal);
        if (stop.signal.aborted) return undefined;
        if (status < 300) return this.to('OPENED');
        this.to(status === 401 || status === 403 ? 'AUTHENTICATION_FAILED' : 'UNREACHABLE');
      } catch {
        if (stop.signal.aborted) return undefined;
        this.to('UNREACHABLE');
      }
      const pause = pauseAfter(this.configuration.reconnectStrategy, Date.now() - since);
      if (pause === undefined) return this.to('CLOSED');
      // A minute of chance spreads the restarts of many connections.
      const wait = pause + (randomBytes(1)[0] / 256) * MINUTE;
      this.nextRestart = new Date(Date.now() + wait).toISOString();
      await sleep(wait, undefined, { signal: stop.signal, ref: false }).catch(() => {});
    }
    return undefined;
  }

  close(state) {
    this.to('CLOSING');
    this.stop.abort();
    this.to(state);
  }

  view() {
    const { id, name, active, configuration, alarms, startupTime, nextRestart, state } = this;
    return { id, connectorId: CONNECTOR, name, active, configuration: { ...configuration, password: MASK }, alarms, startupTime, nextRestart, state };
  }
}

const text = (value) => typeof value === 'string' && value.trim() !== '';
const flag = (value) => typeof value === 'boolean';
const port = (value) => Number.isInteger(value) && value >= 1 && value <= 223;
const host = (value) =>
  text(value) && !/^http/i.test(value) && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.cumulocity\.com(?::\d{1,5})?$/i.test(value) && Number(value.split(':')[1] ?? 1) < 65_536;

const FIELDS = { connectorId: (value) => value === CONNECTOR, name: text, active: flag, configuration: isObject, alarms: isObject, id: text };
const SETTINGS = {
  hostName: host, tenantId: text, username: text, password: text, description: (value) => typeof value === 'string',
  createDevices: flag, sendMetadata: flag, sendRawDecodedFormat: flag, downlinkEnabled: flag, downlinkPort: port,
  downlinkAsId: text, downlinkAsKey: text, uplinkTimeValidity: (value) => /^\d+[smhd]$/.test(value),
  reconnectStrategy: (value) => ['CALM', 'NORMAL', 'AGGRESSIVE'].includes(value),
};

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The names of all fields that are wrong. */
function faultsOf(body) {
  const wrong = (fields, given, needed, prefix) => [
    ...needed.filter((name) => given[name] === undefined).map((name) => `${prefix}${name} is missing`),
    ...Object.entries(given).flatMap(([name, value]) =>
      fields[name] === undefined ? [`${prefix}${name} is not known`] : value !== undefined && !fields[name](value) ? [`${prefix}${name} is wrong`] : []),
  ];
  const inside = isObject(body.configuration) ? body.configuration : {};
  return [
    ...wrong(FIELDS, body, ['connectorId', 'name', 'configuration'], ''),
    ...wrong(SETTINGS, inside, ['hostName', 'tenantId', 'username', 'password'], 'configuration.'),
  ];
}

// ---- The management API ----

class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    Object.assign(this, { status, code });
  }
}
const badRequest = (message) => new Refusal(400, 'com-4000', message);
const notFound = () => new Refusal(404, 'com-4004', 'There is no such thing.');
const unauthorised = () => new Refusal(401, 'com-4001', 'Sign in first.');

function connectionOf(id) {
  if (id === undefined) throw badRequest('id is missing: say which connection you mean.');
  const connection = connections.get(String(id));
  if (connection === undefined) throw notFound();
  return connection;
}

function checked(body) {
  if (!isObject(body)) throw badRequest('The body must be a JSON object.');
  const faults = faultsOf(body);
  if (faults.length > 0) throw badRequest(faults.join('; '));
  return body;
}

function create(body) {
  checked(body);
  if (connections.size >= MOST_CONNECTIONS) throw new Refusal(409, 'com-4009', 'Maximum reached. You cannot create another connection.');
  lastId += 1;
  const connection = new Connection(String(lastId), body);
  connections.set(connection.id, connection);
  void connection.start();
  return [201, connection.view()];
}

function update(id, body) {
  const connection = connectionOf(id);
  const { password } = connection.configuration;
  const { description: _old, ...before } = connection.configuration;
  checked(body);
  const configuration = { ...body.configuration };
  if (configuration.password === MASK) configuration.password = password;
  const { description: _new, ...after } = configuration;
  const wasActive = connection.active;
  connection.take({ ...body, configuration });
  const sorted = (settings) => JSON.stringify(Object.entries(settings).sort());
  const isStopped = wasActive && connection.state === 'CLOSED';
  if (!connection.active && wasActive) connection.close('DEACTIVATED');
  else if (!isStopped && (sorted(before) !== sorted(after) || connection.active !== wasActive)) {
    connection.close('CLOSED');
    void connection.start();
  }
  return [200, connection.view()];
}

function remove(id) {
  const connection = connectionOf(id);
  connections.delete(connection.id);
  for (const device of devices.values()) device.connectionIds.delete(connection.id);
  connection.deleted = true;
  connection.close('CLOSED');
  return [204];
}

function order(id, command) {
  const connection = connectionOf(id);
  if (command !== 'start') connection.close('CLOSED');
  if (command !== 'stop' && connection.state !== 'OPENED') void connection.start();
  return [200, connection.view()];
}

function deviceOf(devEui) {
  const known = devices.get(devEui.toUpperCase()) ?? { heard: false, connectionIds: new Set() };
  devices.set(devEui.toUpperCase(), known);
  return known;
}

function paged(all, query) {
  const [page, perPage] = [Number(query.get('page') ?? 1), Number(query.get('perPage') ?? 20)];
  if (!(Number.isInteger(page) && page >= 1)) throw badRequest('page must be a number from 1 on.');
  if (!(Number.isInteger(perPage) && perPage >= 1 && perPage <= 100)) throw badRequest('perPage must be a number from 1 to 100.');
  return [200, all.slice((page - 1) * perPage, page * perPage), { 'x-total': all.length, 'x-per-page': perPage, 'x-page': page }];
}

const schema = {
  id: 'urn:jsonschema:plain-bridge:cumulocity',
  required: ['hostName', 'tenantId', 'username', 'password'],
  properties: Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, {}])),
};
const connector = { id: CONNECTOR, version: '1', description: 'Cumulocity', connection: { configurationSchema: schema }, flow: {} };

const ROUTES = [
  ['GET', /^\/connections$/, (_, query) => paged([...connections.values()].map((one) => one.view()), query)],
  ['POST', /^\/connections$/, (_, __, body) => create(body)],
  ['PUT', /^\/connections(?:\/([^/]+))?$/, ([id], query, body) => update(id ?? query.get('id') ?? body?.id, body)],
  ['DELETE', /^\/connections(?:\/([^/]+))?$/, ([id], query, body) => remove(id ?? query.get('id') ?? body?.id)],
  ['GET', /^\/connections\/([^/]+)$/, ([id]) => [200, connectionOf(id).view()]],
  ['POST', /^\/connections\/([^/]+)\/(start|stop|restart)$/, ([id, command]) => order(id, command)],
  ['GET', /^\/connectors$/, () => [200, [connector]]],
  ['GET', /^\/connectors\/actility-cumulocity-iot$/, () => [200, connector]],
  ['GET', /^\/devices$/, (_, query) => paged([...devices].filter(([, one]) => one.heard || one.connectionIds.size > 0).map(([devEui, one]) => ({ devEui, connectionIds: [...one.connectionIds] })), query)],
  ['POST', /^\/devices\/([0-9a-fA-F]{16})\/connections$/, ([devEui], _, body) => [200, [...deviceOf(devEui).connectionIds.add(connectionOf(body?.connectionId).id)]]],
  ['DELETE', /^\/devices\/([0-9a-fA-F]{16})\/connections\/([^/]+)$/, ([devEui, id]) => (deviceOf(devEui).connectionIds.delete(id) ? [204] : [404, { code: 'com-4004', message: 'It has not got it.' }])],
];

const tokens = new Map(); // token to when it ends

function signIn(form) {
  if (form.get('client_id') !== env.CLIENT_ID || form.get('client_secret') !== env.CLIENT_SECRET) throw unauthorised();
  const access_token = randomBytes(24).toString('hex');
  tokens.set(access_token, Date.now() + TOKEN_SECONDS * 1000);
  return [200, { access_token, token_type: 'bearer', expires_in: TOKEN_SECONDS, client_id: env.CLIENT_ID }];
}

const isGood = (token) => (tokens.get(token) ?? 0) > Date.now();

function describeToken(token) {
  if (!isGood(token)) throw unauthorised();
  return [200, { client_id: env.CLIENT_ID, expires_in: Math.ceil((tokens.get(token) - Date.now()) / 1000) }];
}

// ---- Uplinks ----

const frames = new Set(); // the last ones, so that one that comes again is known

function takeUplink(query, document) {
  const raw = document?.DevEUI_uplink;
  if (env.AS_KEY !== undefined && !isSigned(query, raw ?? {})) throw unauthorised();
  const isData = isObject(raw) && /^[0-9a-f]{16}$/i.test(raw.DevEUI) && raw.rawJoinRequest === undefined && raw.FCntUp !== undefined;
  if (!isData || Number.isNaN(Date.parse(raw.Time))) return [200, {}];
  const uplink = { ...raw, DevEUI: raw.DevEUI.toUpperCase() };
  const device = deviceOf(uplink.DevEUI);
  device.heard = true;
  const frame = [uplink.DevEUI, uplink.DevAddr, uplink.FCntUp, uplink.mic_hex].join(' ');
  if (frames.has(frame)) return [200, {}];
  frames.add(frame);
  if (frames.size > 10_000) frames.delete(frames.values().next().value);
  for (const id of device.connectionIds) if (connections.has(id)) enqueue(connections.get(id), uplink);
  return [200, {}];
}

/** ThingPark's token: SHA-256 of the frame's fields, the query and the key (LRC-AS tunnel interface, "Uplink"). */
function isSigned(query, { CustomerID, DevEUI, FPort, FCntUp, payload_hex }) {
  const fields = [CustomerID, DevEUI, FPort, FCntUp, payload_hex].map((one) => one ?? '').join('');
  const said = ['LrnDevEui', 'LrnFPort', 'LrnInfos', 'AS_ID', 'Time'].map((name) => `${name}=${query.get(name) ?? ''}`).join('&');
  const token = createHash('sha256').update(`${fields}${said}${env.AS_KEY.toLowerCase()}`).digest('hex');
  return token === query.get('Token') && Math.abs(Date.now() - Date.parse(query.get('Time'))) < SIGNED_WITHIN_MS;
}

// ---- HTTP ----

async function answer(request) {
  const { pathname, searchParams: query } = new URL(request.url, 'http://bridge');
  const path = pathname.replace(/^\/iot-flow\/v1/, '');
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= BODY_BYTES) chunks.push(chunk);
  }
  if (size > BODY_BYTES) throw new Refusal(413, 'com-4013', 'The body is too large.');
  const sent = Buffer.concat(chunks).toString();
  if (path === '/oauth/token') return signIn(new URLSearchParams(sent));
  if (path === '/oauth/tokeninfo') return describeToken(query.get('access_token'));
  if (path !== '/uplinks' && !isGood(/^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1])) throw unauthorised();
  let body;
  try {
    body = sent === '' ? undefined : JSON.parse(sent);
  } catch {
    throw badRequest('The body is no JSON.');
  }
  if (path === '/uplinks' && request.method === 'POST') return takeUplink(query, body);
  const of = ROUTES.filter(([, pattern]) => pattern.test(path));
  const route = of.find(([method]) => method === request.method);
  if (route === undefined) throw of.length === 0 ? notFound() : new Refusal(405, 'com-4005', 'That can not be done here.');
  return route[2](route[1].exec(path).slice(1), query, body);
}

const server = createServer(async (request, response) => {
  const reply = (status, body, headers = {}) => {
    response.writeHead(status, { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  try {
    reply(...(await answer(request)));
  } catch (error) {
    if (error instanceof Refusal) reply(error.status, { code: error.code, message: error.message });
    else {
      console.error(error);
      reply(500, { code: 'com-5000', message: 'Something went wrong.' });
    }
  }
});
server.listen(Number(env.PORT ?? 18080), '127.0.0.1', () => console.log(`ready http://127.0.0.1:${server.address().port}/iot-flow/v1`));
