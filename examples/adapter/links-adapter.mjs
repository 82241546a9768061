/**
 * An adapter for a bridge whose API is of another shape than the product's. What the product calls a connection is a "link"
 * there, with a key, a title, a cloud that it leads to, and a phase:
 *
 *   PUT    /links                        {title, enabled, cloud: {host, tenant, user, secret}}  -> 200, the link
 *   GET    /links                        -> 200 {links: [...]}
 *   GET    /links/{key}                  -> 200, the link; 404 {error}
 *   PATCH  /links/{key}                  -> 200, the link
 *   DELETE /links/{key}                  -> 202
 *   POST   /links/{key}/phase            {to: "up" | "down"}  -> 200, the link
 *   PUT    /things/{devEui}/links/{key}  -> 204; DELETE takes the link away again
 *
 * Each function gets an operation in the product's form and answers in the product's form, refusals too.
 *
 * @param {import('iot-flow-tck').AdapterContext} context
 * @returns {import('iot-flow-tck').BridgeAdapter}
 */
export default function linksAdapter({ send }) {
  const link = (id) => `/links/${encodeURIComponent(id)}`;

  /** Sends a request; gives its answer with the body in the product's form, made of the link by `toBody`. */
  async function ask(method, path, body, status, toBody = toConnection) {
    const answer = await send({ method, path, ...(body === undefined ? {} : { body }) });
    if (answer.status >= 400) return { status: answer.status, body: toRefusal(answer) };
    return status === 204 ? { status } : { status, body: toBody(answer.body) };
  }

  return {
    create: ({ body }) => ask('PUT', '/links', toLink(body), 201),
    read: ({ id }) => ask('GET', link(id), undefined, 200),
    list: () => ask('GET', '/links', undefined, 200, ({ links }) => links.map(toConnection)),
    update: ({ id, body }) => ask('PATCH', link(id), toLink(body), 200),
    delete: ({ id }) => ask('DELETE', link(id), undefined, 204),
    start: ({ id }) => ask('POST', `${link(id)}/phase`, { to: 'up' }, 200),
    stop: ({ id }) => ask('POST', `${link(id)}/phase`, { to: 'down' }, 200),
    assign: ({ devEui, id }) => ask('PUT', `/things/${devEui}${link(id)}`, undefined, 204),
    unassign: ({ devEui, id }) => ask('DELETE', `/things/${devEui}${link(id)}`, undefined, 204),
    // There is no restart: what needs it is told as not tested.
  };
}

/** The product's words for this bridge's phases. */
const STATES = {
  up: 'OPENED',
  rising: 'OPENING',
  down: 'CLOSED',
  'wrong-secret': 'AUTHENTICATION_FAILED',
  lost: 'UNREACHABLE',
};

/** What is left out stays left out: that it is missing is what some scenarios are about. */
function toLink({ name, active, configuration = {} }) {
  const { hostName, tenantId, username, password } = configuration;
  return {
    title: name,
    enabled: active,
    cloud: { host: hostName, tenant: tenantId, user: username, secret: password },
  };
}

function toConnection({ key, title, enabled, phase, cloud }) {
  return {
    id: key,
    connectorId: 'actility-cumulocity-iot',
    name: title,
    active: enabled,
    state: STATES[phase] ?? phase,
    // A secret is read back as the product shows it.
    configuration: { hostName: cloud.host, tenantId: cloud.tenant, username: cloud.user, password: '*****' },
  };
}

const CODES = { 400: 'com-4000', 401: 'com-4001', 403: 'com-4003', 404: 'com-4004', 409: 'com-4009' };

function toRefusal({ status, body }) {
  return { code: CODES[status] ?? 'com-5000', message: body?.error ?? `It was answered with ${status}.` };
}
