// A bridge from ThingPark X IoT Flow to Cumulocity in a few plain files, with nothing but Node.js: no MQTT, no commands,
// no events, no flows, all in memory. It shares no code with the reference bridge, so that the kit has another one to judge.
//
//   PORT, CLIENT_ID, CLIENT_SECRET   the management API
//   AS_KEY                           signs the documents that the network posts; none: signatures are not looked at
//   PLATFORM                         where *.cumulocity.com is really reached, such as http://127.0.0.1:18443
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { CONNECTOR, Connection, faultsOf, isObject, MASK, SETTINGS } from './connection.mjs';
import { enqueue } from './delivery.mjs';

const env = process.env;
const MOST_CONNECTIONS = 5;
const TOKEN_SECONDS = 3600;
const SIGNED_WITHIN_MS = 10 * 60_000;
const BODY_BYTES = 1_000_000;

const connections = new Map();
const devices = new Map(); // DevEUI to { heard, connectionIds }
let lastId = 0;

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
  if (connections.size >= MOST_CONNECTIONS)
    throw new Refusal(409, 'com-4009', 'Maximum reached. You cannot create another connection.');
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
  if (!(Number.isInteger(perPage) && perPage >= 1 && perPage <= 100))
    throw badRequest('perPage must be a number from 1 to 100.');
  return [
    200,
    all.slice((page - 1) * perPage, page * perPage),
    { 'x-total': all.length, 'x-per-page': perPage, 'x-page': page },
  ];
}

const schema = {
  id: 'urn:jsonschema:plain-bridge:cumulocity',
  required: ['hostName', 'tenantId', 'username', 'password'],
  properties: Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, {}])),
};
const connector = {
  id: CONNECTOR,
  version: '1',
  description: 'Cumulocity',
  connection: { configurationSchema: schema },
  flow: {},
};

const ROUTES = [
  [
    'GET',
    /^\/connections$/,
    (_, query) =>
      paged(
        [...connections.values()].map((one) => one.view()),
        query,
      ),
  ],
  ['POST', /^\/connections$/, (_, __, body) => create(body)],
  [
    'PUT',
    /^\/connections(?:\/([^/]+))?$/,
    ([id], query, body) => update(id ?? query.get('id') ?? body?.id, body),
  ],
  [
    'DELETE',
    /^\/connections(?:\/([^/]+))?$/,
    ([id], query, body) => remove(id ?? query.get('id') ?? body?.id),
  ],
  ['GET', /^\/connections\/([^/]+)$/, ([id]) => [200, connectionOf(id).view()]],
  ['POST', /^\/connections\/([^/]+)\/(start|stop|restart)$/, ([id, command]) => order(id, command)],
  ['GET', /^\/connectors$/, () => [200, [connector]]],
  ['GET', /^\/connectors\/actility-cumulocity-iot$/, () => [200, connector]],
  [
    'GET',
    /^\/devices$/,
    (_, query) =>
      paged(
        [...devices]
          .filter(([, one]) => one.heard || one.connectionIds.size > 0)
          .map(([devEui, one]) => ({ devEui, connectionIds: [...one.connectionIds] })),
        query,
      ),
  ],
  [
    'POST',
    /^\/devices\/([0-9a-fA-F]{16})\/connections$/,
    ([devEui], _, body) => [
      200,
      [...deviceOf(devEui).connectionIds.add(connectionOf(body?.connectionId).id)],
    ],
  ],
  [
    'DELETE',
    /^\/devices\/([0-9a-fA-F]{16})\/connections\/([^/]+)$/,
    ([devEui, id]) =>
      deviceOf(devEui).connectionIds.delete(id)
        ? [204]
        : [404, { code: 'com-4004', message: 'It has not got it.' }],
  ],
];

const tokens = new Map(); // token to when it ends

function signIn(form) {
  if (form.get('client_id') !== env.CLIENT_ID || form.get('client_secret') !== env.CLIENT_SECRET)
    throw unauthorised();
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
  const isData =
    isObject(raw) &&
    /^[0-9a-f]{16}$/i.test(raw.DevEUI) &&
    raw.rawJoinRequest === undefined &&
    raw.FCntUp !== undefined;
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
  const said = ['LrnDevEui', 'LrnFPort', 'LrnInfos', 'AS_ID', 'Time']
    .map((name) => `${name}=${query.get(name) ?? ''}`)
    .join('&');
  const token = createHash('sha256').update(`${fields}${said}${env.AS_KEY.toLowerCase()}`).digest('hex');
  return (
    token === query.get('Token') && Math.abs(Date.now() - Date.parse(query.get('Time'))) < SIGNED_WITHIN_MS
  );
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
  if (path !== '/uplinks' && !isGood(/^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]))
    throw unauthorised();
  let body;
  try {
    body = sent === '' ? undefined : JSON.parse(sent);
  } catch {
    throw badRequest('The body is no JSON.');
  }
  if (path === '/uplinks' && request.method === 'POST') return takeUplink(query, body);
  const of = ROUTES.filter(([, pattern]) => pattern.test(path));
  const route = of.find(([method]) => method === request.method);
  if (route === undefined)
    throw of.length === 0 ? notFound() : new Refusal(405, 'com-4005', 'That can not be done here.');
  return route[2](route[1].exec(path).slice(1), query, body);
}

const server = createServer(async (request, response) => {
  const reply = (status, body, headers = {}) => {
    response.writeHead(status, {
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    });
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
server.listen(Number(env.PORT ?? 18080), '127.0.0.1', () =>
  console.log(`ready http://127.0.0.1:${server.address().port}/iot-flow/v1`),
);
