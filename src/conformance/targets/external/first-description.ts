import { CAPABILITIES, type Capability } from '../target.ts';

const MEANINGS: Readonly<Record<Capability, string>> = {
  'connections-api': 'creates, updates and deletes connections; nearly everything belongs to it',
  flows: 'flows with matchers and drivers',
  drivers: 'decodes payloads with drivers of its own',
  devices: 'lists the devices that it has heard',
  events: 'tells what happened as events',
  metrics: 'counts uplinks and downlinks',
  openapi: 'publishes its own description',
  'durable-configuration': 'keeps everything over a restart',
  'uplinks-by-http': 'takes documents that the network posts and signs',
  commands: 'carries operations to devices (needs uplink.mqtt)',
  console: 'has a console; only that of the reference is tested',
};

/** A description to begin with: it can be read as it stands, and says beside each setting what it is for. */
export function firstDescription(): string {
  const claimed: readonly Capability[] = ['connections-api', 'devices'];
  const width = Math.max(...CAPABILITIES.map((name) => name.length)) + 2;
  const capabilities = CAPABILITIES.map((name) => {
    const mark = claimed.includes(name) ? '  - ' : '  # - ';
    return `${mark}${name.padEnd(width)}# ${MEANINGS[name]}`;
  });
  return TEMPLATE.replace('<capabilities>', capabilities.join('\n'));
}

const TEMPLATE = `# A bridge from ThingPark X IoT Flow to Cumulocity, as iot-flow-tck has to know it to judge it:
#
#   npx iot-flow-tck verify --target <this file>
#
# \${NAME} in a value is taken from the environment, so that no secret need be in this file. Spans of time are written
# 500ms, 10s or 2m.
version: 1
name: My bridge

# The management API, with its base path. The kit calls it as the product's documentation has it (POST /connections,
# PUT /connections/{id}, ...); where yours differs, see operations below.
baseUrl: http://127.0.0.1:8080/iot-flow/v1
# caFile: ./my-authority.pem      # of an https URL, where the system doesn't know the authority

# kind: oauth (client credentials), bearer (token), basic (username, password), header (name, value) or none
credentials:
  kind: oauth
  clientId: my-platform/my-login
  clientSecret: my-secret         # better: \${MY_BRIDGE_SECRET}
  tokenPath: /oauth/token

# What is not claimed is not applicable; what is claimed and missing fails.
capabilities:
<capabilities>

# Only what is addressed in another way than the product's. {id} and {devEui} stand for the connection and the device,
# {name}, {configuration.hostName} and the like for fields of the connection. "none": there is no such thing.
operations: {}
#   create:   { method: POST, path: /links, body: { title: "{name}", target: { host: "{configuration.hostName}" } } }
#   restart:  none
#   assign:   { method: PUT, path: "/things/{devEui}/links/{id}", body: {} }
#   unassign: { method: DELETE, path: "/things/{devEui}/links/{id}" }

# Only where connections are read in another form: at which path each part stands, and what your states are called.
# answers: { id: data.key, state: data.status, name: data.title, states: { up: OPENED, down: UNREACHABLE } }

# In place of operations and answers: a module that speaks to an API of quite another shape (type BridgeAdapter).
# adapter: ./my-adapter.mjs

# How uplinks get in: http, mqtt or both.
uplink:
  mqtt:
    url: mqtt://127.0.0.1:1883    # a broker that the bridge is connected to
    topic: mqtt/things/{DevEUI}/uplink
    downlinkTopic: mqtt/things/{DevEUI}/downlink
    # username: ...
    # password: ...
#   http:
#     url: /uplinks               # relative to baseUrl, or absolute
#     headers: { x-tenant: mine }
#     asId: my-application-server
#     asKey: 0123456789abcdef0123456789abcdef

platform:
  # twin: the kit's own Cumulocity, which listens here while a scenario runs
  kind: twin
  listen: 127.0.0.1:18443
  # tls: { certFile: ./twin.pem, keyFile: ./twin-key.pem }      # what it shows; in plain without it
  # documented: you told the bridge to reach *.cumulocity.com at that address. Otherwise the name and port under which
  # it reaches the twin, which the kit then gives as hostName, such as 127.0.0.1:18443.
  hostName: documented

# In place of the twin, a tenant of yours that nobody else uses meanwhile. What the twin alone can do (fail, show the
# requests that it got) is not tested then. What the run makes there is removed.
# platform:
#   kind: tenant
#   baseUrl: https://my-tenant.eu-latest.cumulocity.com
#   tenantId: t1234567
#   bridge:   { username: iot-flow, password: "\${BRIDGE_PASSWORD}" }      # what connections sign in with
#   operator: { username: tester, password: "\${OPERATOR_PASSWORD}" }      # who looks, gives commands and removes

timeouts:
  answer: 10s                     # for an answer of the management API
  settle: 10s                     # until states and data are as awaited, when nothing is wrong
  # recovery: 30s                 # until data are sent again after a trouble of Cumulocity; without it none is made
  quiet: 1500ms                   # for how long it is watched that something does not happen

# What is known not to be kept. It does not count, but the run fails once it is kept.
knownDeviations: []
#   - requirement: MAP-06
#     comment: CO2 is stored in percent until release 2.
`;
