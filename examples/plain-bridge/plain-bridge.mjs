// A bridge from ThingPark X IoT Flow to Cumulocity with nothing but Node.js: its management API, and the uplinks' way in.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Connection, STRATEGIES } from './connection.mjs';
import { enqueue } from './delivery.mjs';

const { PORT, CLIENT_ID, CLIENT_SECRET } = process.env;
const CONNECTOR = 'actility-cumulocity-iot';
const MASK = '*****';

const connections = new Map(); // by id
const routes = new Map(); // the DevEUI of each device that is known, to the ids of its connections
const tokens = new Map(); // to when they end
const frames = new Set(); // those that came last

const refusal = (status, message) => Object.assign(new Error(message), { status });

const own = (value) => value === CONNECTOR;
const text = (value) => typeof value === 'string' && value.trim() !== '';
const flag = (value) => typeof value === 'boolean';
const object = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const may = (check) => (value) => value === undefined || check(value);
const FIELDS = { connectorId: own, name: text, configuration: object, id: may(text), active: may(flag) };
const SETTINGS = {
  // No other host: a connection must be no way into the bridge's own network.
  hostName: (value) => /^(?!http)([a-z\d][a-z\d-]*\.)+cumulocity\.com(:[1-5]?\d{1,4})?$/i.test(value),
  tenantId: text,
  username: text,
  password: text,
  description: may((value) => typeof value === 'string'),
  createDevices: may(flag),
  sendMetadata: may(flag),
  sendRawDecodedFormat: may(flag),
  downlinkEnabled: may(flag),
  downlinkPort: may((value) => Number.isInteger(value) && value >= 1 && value <= 223),
  uplinkTimeValidity: may((value) => /^\d+[smhd]$/.test(value)),
  reconnectStrategy: may((value) => Object.hasOwn(STRATEGIES, value)),
};

function wrongIn(given, checks) {
  const names = Object.keys({ ...checks, ...given });
  return names.filter((name) => !Object.hasOwn(checks, name) || !checks[name](given[name]));
}

function definitionIn(body, before) {
  if (!object(body)) throw refusal(400, 'The body has to be a JSON object.');
  const { connectorId, name, active = true, configuration } = body;
  const settings = object(configuration) ? wrongIn(configuration, SETTINGS) : [];
  const wrong = [...wrongIn(body, FIELDS), ...settings.map((setting) => `configuration.${setting}`)];
  if (wrong.length > 0) throw refusal(400, `missing, wrong or not known: ${wrong.join(', ')}`);
  const password = configuration.password === MASK ? before?.password : configuration.password;
  return { connectorId, name, active, configuration: { ...configuration, password } };
}

function known(id) {
  if (!connections.has(id)) throw refusal(id === undefined ? 400 : 404, 'There is no such connection.');
  return connections.get(id);
}

function view({ id, definition, startupTime, nextRestart, state }) {
  const configuration = { ...definition.configuration, password: MASK };
  return { id, ...definition, configuration, startupTime, nextRestart, state };
}

function create({ body }) {
  const definition = definitionIn(body);
  if (connections.size >= 5) throw refusal(409, 'Maximum reached. You cannot create another connection.');
  const connection = new Connection(randomUUID(), definition);
  connections.set(connection.id, connection);
  void connection.start();
  return [201, view(connection)];
}

/** All but the name and the description: a change of these leaves the link alone. */
const linkOf = ({ active, configuration }) =>
  JSON.stringify([active, { ...configuration, description: undefined }]);

function update({ id, body }) {
  const connection = known(id);
  const before = connection.definition;
  connection.definition = definitionIn(body, before.configuration);
  if (linkOf(before) === linkOf(connection.definition)) return [200, view(connection)];
  if (connection.state !== 'CLOSED' || !connection.definition.active) void connection.start();
  return [200, view(connection)];
}

function remove({ id }) {
  known(id).stop('DELETED');
  connections.delete(id);
  for (const ids of routes.values()) ids.delete(id);
  return [204];
}

function order({ id, action }) {
  const connection = known(id);
  if (action === 'stop') connection.stop();
  else if (action === 'restart' || connection.state !== 'OPENED') void connection.start();
  return [200, view(connection)];
}

function idsOf(devEui) {
  if (!/^[\da-f]{16}$/i.test(devEui)) throw refusal(404, 'That is no DevEUI.');
  const key = devEui.toUpperCase();
  if (!routes.has(key)) routes.set(key, new Set());
  return routes.get(key);
}

function takeUplink({ body }) {
  const { DevEUI, DevAddr, FCntUp, mic_hex, Time, rawJoinRequest } = body.DevEUI_uplink ?? {};
  const frame = [DevEUI, DevAddr, FCntUp, mic_hex].join(' ').toUpperCase();
  const isData = rawJoinRequest === undefined && FCntUp !== undefined && !Number.isNaN(Date.parse(Time));
  if (!isData || frames.has(frame)) return [200, {}];
  const uplink = { ...body.DevEUI_uplink, DevEUI: DevEUI.toUpperCase() };
  for (const id of idsOf(DevEUI)) enqueue(connections.get(id), uplink);
  frames.add(frame);
  if (frames.size > 10_000) frames.delete(frames.values().next().value);
  return [200, {}];
}

function paged(list, query) {
  const { page = '1', perPage = '20' } = Object.fromEntries(query);
  const isPage = /^[1-9]\d*$/.test(page) && /^([1-9]\d?|100)$/.test(perPage);
  if (!isPage) throw refusal(400, 'There is no such page.');
  const headers = { 'x-total': list.length, 'x-per-page': perPage, 'x-page': page };
  return [200, list.slice((page - 1) * perPage, page * perPage), headers];
}

const required = Object.keys(SETTINGS).filter((name) => !SETTINGS[name](undefined));
const properties = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, {}]));
const connector = { id: CONNECTOR, connection: { configurationSchema: { required, properties } } };
const devices = () => [...routes].map(([devEui, ids]) => ({ devEui, connectionIds: [...ids] }));
const OPERATIONS = {
  'GET connections': ({ query }) => paged([...connections.values()].map(view), query),
  'POST connections': create,
  'PUT connections': update,
  'DELETE connections': remove,
  'GET connections/*': ({ id }) => [200, view(known(id))],
  'PUT connections/*': update,
  'DELETE connections/*': remove,
  'POST connections/*/start': order,
  'POST connections/*/stop': order,
  'POST connections/*/restart': order,
  'GET connectors': () => [200, [connector]],
  'GET connectors/*': ({ id }) => (id === CONNECTOR ? [200, connector] : [404]),
  'GET devices': ({ query }) => paged(devices(), query),
  'POST devices/*/connections': ({ id, body }) => [200, [...idsOf(id).add(known(body.connectionId).id)]],
  'DELETE devices/*/connections/*': ({ id, other }) => [idsOf(id).delete(other) ? 204 : 404],
  'POST uplinks': takeUplink,
};

function signIn(form) {
  if (form.get('client_id') !== CLIENT_ID || form.get('client_secret') !== CLIENT_SECRET)
    throw refusal(401, 'These are not the credentials.');
  const access_token = randomUUID();
  tokens.set(access_token, Date.now() + 3_600_000);
  return [200, { access_token, token_type: 'bearer', expires_in: 3600 }];
}

/** The network, which can't sign in, posts with the secret itself. */
const isGood = (token) => token === CLIENT_SECRET || tokens.get(token) > Date.now();

async function answer(request) {
  const { pathname, searchParams: query } = new URL(request.url, 'http://bridge');
  let sent = '';
  for await (const chunk of request.setEncoding('utf8')) if (sent.length <= 1e6) sent += chunk;
  if (sent.length > 1e6) throw refusal(413, 'The body is too large.');
  const [kind, id, action, other] = pathname.replace('/iot-flow/v1/', '').split('/');
  if (`${kind}/${id}` === 'oauth/token') return signIn(new URLSearchParams(sent));
  if (!isGood(request.headers.authorization?.replace(/^Bearer /i, ''))) throw refusal(401, 'Sign in first.');
  const path = [kind, id && '*', action, other && '*'].filter(Boolean).join('/');
  const carryOut = OPERATIONS[`${request.method} ${path}`];
  if (carryOut === undefined) throw refusal(404, 'There is no such thing.');
  const body = JSON.parse(sent || '{}') ?? {};
  return carryOut({ id: id ?? query.get('id') ?? body.id, action, other, query, body });
}

const server = createServer(async (request, response) => {
  const [status, body, headers] = await answer(request).catch((error) => {
    const status = error instanceof SyntaxError ? 400 : (error.status ?? 500);
    if (status === 500) console.error(error);
    return [status, { code: `com-${String(status).replace(/^./, '$&0')}`, message: error.message }];
  });
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
});
server.listen(PORT, '127.0.0.1', () => console.log(`ready http://127.0.0.1:${PORT}/iot-flow/v1`));
