import { readThingParkDocument } from '../capture/index.ts';
import type { Envelope, Party } from '../envelope.ts';
import type { Exchange } from './exchanges.ts';
import { list, member, members, text } from './json.ts';

const NAMES: Readonly<Record<Party, string>> = {
  device: 'the device',
  'network-server': 'the network',
  broker: 'the broker',
  bridge: 'the bridge',
  cumulocity: 'Cumulocity',
  operator: 'somebody',
};

/** One message, or a request with its answer, as a sentence. */
export function sentenceOf(envelope: Envelope, exchange: Exchange | undefined): string {
  return upperFirst(exchange === undefined ? told(envelope) : asked(exchange));
}

function told(envelope: Envelope): string {
  const { from, to, kind, title, body } = envelope;
  const who = NAMES[from];
  switch (kind) {
    case 'radio':
      return from === 'device'
        ? `the device sends ${title}${heardBy(body)}.`
        : `${who} sends ${title} to ${NAMES[to]}.`;
    case 'mqtt':
      return message(envelope);
    case 'state':
      return `the bridge: ${title}${causeOf(body)}.`;
    case 'event':
      return `the bridge tells: ${title}`;
    case 'fault':
      return `${from === to ? who : `between ${who} and ${NAMES[to]}`} something breaks: ${title}.`;
    case 'note':
      return `(${title})`;
    default:
      return `${who} to ${NAMES[to]}: ${title}`;
  }
}

function heardBy(body: unknown): string {
  const gateways = list(member(body, 'heardBy')).length;
  const rate = text(member(body, 'dataRate'));
  if (gateways === 0) return '';
  return `, heard by ${gateways} base station${gateways === 1 ? '' : 's'}${rate === undefined ? '' : ` at ${rate}`}`;
}

function causeOf(body: unknown): string {
  const cause = text(member(body, 'cause'));
  return cause === undefined ? '' : ` (${cause})`;
}

function message({ from, to, title, body }: Envelope): string {
  const document = readThingParkDocument(body);
  const what = title.replace(/ \(QoS \d\)$/, '').replace(/ of [0-9A-F]{16}$/, '');
  const details = document === undefined ? '' : detailsOf(document.fields);
  if (to === 'bridge') return `the broker hands ${what} to the bridge.`;
  if (from === 'broker') return `the broker hands ${what} to ${NAMES[to]}.`;
  return `${NAMES[from]} publishes ${what}${details}.`;
}

function detailsOf(fields: Readonly<Record<string, unknown>>): string {
  const hex = text(fields.payload_hex);
  const parts = [
    ...(hex === undefined || hex === '' ? [] : [`payload ${hex} on port ${String(fields.FPort)}`]),
    ...(fields.points === undefined ? [] : ['decoded by ThingPark']),
    ...(fields.payloadDecodedError === undefined ? [] : ['which ThingPark could not decode']),
    ...(fields.DeliveryStatus === undefined ? [] : [`DeliveryStatus ${String(fields.DeliveryStatus)}`]),
    ...(text(fields.DownlinkRejectionCause) === undefined ? [] : [text(fields.DownlinkRejectionCause)]),
    ...(text(fields.CorrelationID) === undefined ? [] : [`CorrelationID ${text(fields.CorrelationID)}`]),
  ];
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

function asked(exchange: Exchange): string {
  return `${NAMES[exchange.from]} ${deed(exchange)}: ${result(exchange)}.`;
}

/** What a request to Cumulocity does, by its method and the first part of its path. */
const DEEDS: Readonly<Record<string, (exchange: Exchange, id: string, rest: string) => string>> = {
  'GET identity': ({ path }, id, rest) =>
    path.startsWith('/identity/globalIds/')
      ? `asks for the external ids of object ${id}`
      : `looks for the device by the external id ${id} = ${rest}`,
  'POST identity': ({ request: { body } }, id) =>
    `binds the external id ${text(member(body, 'type'))} = ${text(member(body, 'externalId'))} to object ${id}`,
  'GET inventory': (_exchange, id) => `looks into the inventory${id === '' ? '' : ` at object ${id}`}`,
  'POST inventory': ({ request: { body } }) =>
    `creates the object “${text(member(body, 'name')) ?? 'without a name'}”`,
  'PUT inventory': ({ request: { body } }, id) =>
    `changes object ${id} (${members(body)
      .map(([name]) => name)
      .join(', ')})`,
  'DELETE inventory': (_exchange, id) => `deletes object ${id}`,
  'POST measurement': ({ request: { body } }) => `sends ${measurements(body)}`,
  'POST event': happened,
  'POST alarm': happened,
  'POST devicecontrol': ({ request: { body } }) =>
    `makes an operation for object ${text(member(body, 'deviceId'))}: ${fragments(body)}`,
  'PUT devicecontrol': ({ request: { body } }, id) => {
    const reason = text(member(body, 'failureReason'));
    return `sets operation ${id} to ${text(member(body, 'status'))}${reason === undefined ? '' : ` (${reason})`}`;
  },
  'POST notification': () => 'listens for operations',
  'GET devicecontrol': ({ query }) => `asks for ${query.get('status') ?? 'the'} operations`,
};

function happened({ path, request: { body } }: Exchange): string {
  const noun = path.startsWith('/alarm') ? 'alarm' : 'event';
  return `sends the ${noun} “${text(member(body, 'text')) ?? ''}” for object ${text(member(body, 'source', 'id'))}`;
}

function deed(exchange: Exchange): string {
  const { to, method, path, request } = exchange;
  if (to === 'bridge') {
    const posts = method === 'POST' && readThingParkDocument(request.body) !== undefined;
    return posts
      ? `posts ${request.title.replace(/^POST /, '')}`
      : `calls ${request.title} of the management API`;
  }
  const [, api = '', , id = '', rest = ''] = path.split('/');
  return DEEDS[`${method} ${api}`]?.(exchange, id, rest) ?? `asks for ${method} ${path}`;
}

function measurements(body: unknown): string {
  const bulk = member(body, 'measurements');
  if (bulk !== undefined) return `${list(bulk).length} measurements at once`;
  const values = members(body).flatMap(([fragment, content]) =>
    members(content).flatMap(([series, entry]) => {
      const value = member(entry, 'value');
      if (typeof value !== 'number' || /^(?:c8y_SignalStrength|iotFlow_)/.test(fragment)) return [];
      return `${fragment}.${series} ${value} ${text(member(entry, 'unit')) ?? ''}`.trim();
    }),
  );
  const of = `a measurement of ${text(member(body, 'time')) ?? 'no time'} for object ${text(member(body, 'source', 'id'))}`;
  return values.length === 0
    ? `${of}, with nothing that the device measured`
    : `${of} (${values.join(', ')})`;
}

const OPERATION_FIELDS = new Set(['deviceId', 'description']);

function fragments(body: unknown): string {
  const own = members(body).filter(([name]) => !OPERATION_FIELDS.has(name));
  return own.map(([name, content]) => `${name} ${JSON.stringify(content)}`).join(', ');
}

function result(exchange: Exchange): string {
  const { method, status, answer, fault } = exchange;
  const why = text(member(answer?.body, 'message'));
  if (status === undefined)
    return fault === undefined ? 'no answer was recorded' : `no answer (${fault.title})`;
  if (status === 404 && method === 'GET') return 'there is none';
  if (status >= 400) return `refused with ${answer?.title ?? status}${why === undefined ? '' : ` “${why}”`}`;
  return success(exchange);
}

function success({ to, method, path, status, answer }: Exchange): string {
  const done = answer?.title ?? 'done';
  if (to === 'bridge') return done;
  if (path.startsWith('/notification/'))
    return JSON.stringify(answer?.body ?? '').includes('"deviceId"') ? 'it hears of one' : 'done';
  const found = text(member(answer?.body, 'managedObject', 'id'));
  if (found !== undefined && method === 'GET') return `it is object ${found}`;
  const id = text(member(answer?.body, 'id'));
  if (status === 201 && id !== undefined && path.split('/').length === 3) return `stored as ${id}`;
  return method === 'GET' ? done : 'done';
}

function upperFirst(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
