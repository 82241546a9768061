import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { z } from 'zod';
import { at, createTestWorld } from './testing.ts';

// The twin's answers against the vendor's own OpenAPI description. The file carries no licence, so it isn't part of
// this repository: where it doesn't lie beside it, there is nothing to compare with.
const DESCRIPTION = new URL('../../../shared/reference/cumulocity-openapi.json', import.meta.url);

const openapi = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

interface Contradiction {
  readonly schema: string;
  readonly path: readonly string[];
  readonly value: unknown;
  readonly reason: string;
}

/**
 * Where the description contradicts itself, or what the platform is known to answer. Each is corrected here, with its
 * reason, before answers are judged by it.
 */
const CONTRADICTIONS: readonly Contradiction[] = [
  ...['externalId', 'externalIdsOfGlobalId'].map((name) => ({
    schema: 'identityApiResource',
    path: ['properties', name, 'format'],
    value: 'uri-template',
    reason: 'Called a URI, though its own example holds {placeholders}, which a URI can not.',
  })),
  {
    schema: 'MeasurementSeries',
    path: ['properties', 'values', 'additionalProperties', 'items', 'nullable'],
    value: true,
    reason:
      'A series without a value at a time is null in the platform’s answers; the item schema has no null.',
  },
];

function readDescription() {
  const text = readFileSync(DESCRIPTION, 'utf8');
  const parsed: unknown = JSON.parse(text);
  const description = openapi.parse(parsed);
  for (const { schema, path, value } of CONTRADICTIONS) {
    let target: unknown = description.components.schemas[schema];
    for (const key of path.slice(0, -1)) {
      const next: unknown = at(target, key);
      const reference = at(next, '$ref');
      target = typeof reference === 'string' ? lookUp(description, reference) : next;
    }
    const last = path.at(-1);
    if (typeof target !== 'object' || target === null || last === undefined) {
      assert.fail(`The contradiction in ${schema} is gone: remove it`);
    }
    Reflect.set(target, last, value);
  }
  return description;
}

function lookUp(root: unknown, reference: string): unknown {
  return at(root, ...reference.slice(2).split('/').map(decodeURIComponent));
}

/** OpenAPI 3.0 is nearly JSON Schema: `nullable`, `readOnly` and `example` aside. */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const reference = at(value, '$ref');
  if (typeof reference === 'string') return { $ref: reference.replace('#/', 'openapi#/') };
  const kept = Object.entries(value).filter(([key]) => !['example', 'examples', 'nullable'].includes(key));
  const schema = Object.fromEntries(kept.map(([key, inner]) => [key, toJsonSchema(inner)]));
  return at(value, 'nullable') === true ? { anyOf: [{ type: 'null' }, schema] } : schema;
}

class Contract {
  readonly judged = new Set<string>();
  readonly problems: string[] = [];
  readonly #description = readDescription();
  readonly #ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: true,
    formats: { phone: true },
  });

  constructor() {
    formats.default(this.#ajv);
    const components = toJsonSchema(this.#description.components);
    this.#ajv.addSchema({ $id: 'openapi', components });
  }

  /** Judges an answer by the operation's response for its status and media type. */
  judge(
    operation: string,
    answer: { status: number; headers: Readonly<Record<string, string>>; text: string },
  ) {
    const [method = '', path = ''] = operation.split(' ');
    const described = at(
      this.#description.paths,
      path,
      method.toLowerCase(),
      'responses',
      String(answer.status),
    );
    if (described === undefined) {
      this.problems.push(`${operation}: ${answer.status} is not described\n${answer.text}`);
      return;
    }
    const reference = at(described, '$ref');
    const response = typeof reference === 'string' ? lookUp(this.#description, reference) : described;
    this.judged.add(`${operation} ${answer.status}`);
    const content = at(response, 'content');
    if (content === undefined || answer.text === '') return;
    const type = (answer.headers['content-type'] ?? '').split(';')[0]?.toLowerCase();
    const known = Object.entries(Object(content)).find(([name]) =>
      name
        .toLowerCase()
        .split(/,\s*/)
        .includes(type ?? ''),
    );
    if (known === undefined) {
      this.problems.push(`${operation}: ${type} is not described`);
      return;
    }
    const check = this.#compile(at(known[1], 'schema'));
    if (check(JSON.parse(answer.text))) return;
    this.problems.push(
      `${operation} ${answer.status}: ${this.#ajv.errorsText(check.errors)}\n${answer.text}`,
    );
  }

  #compile(schema: unknown): ValidateFunction {
    const made = toJsonSchema(schema);
    return this.#ajv.compile(typeof made === 'object' && made !== null ? made : {});
  }
}

const skip = existsSync(DESCRIPTION)
  ? false
  : 'the vendor’s OpenAPI description is not beside the repository';

test('the twin answers as the vendor’s OpenAPI description says', { skip }, async () => {
  const contract = new Contract();
  const { twin, send, created } = createTestWorld();
  const call = async (operation: string, path: string, body?: unknown) => {
    const [method = ''] = operation.split(' ');
    const answer = await send(method, path, body, { headers: { accept: '*/*' } });
    contract.judge(operation, answer);
    return answer;
  };
  const time = '2026-01-31T12:00:00.000Z';

  for (const root of [
    '/platform',
    '/inventory',
    '/identity',
    '/measurement',
    '/event',
    '/alarm',
    '/devicecontrol',
  ]) {
    await call(`GET ${root}`, root);
  }
  await call('GET /tenant/currentTenant', '/tenant/currentTenant');
  await call('GET /tenant/loginOptions', '/tenant/loginOptions');
  await call('GET /user/currentUser', '/user/currentUser');

  const device = {
    name: 'probe',
    type: 'lora',
    c8y_IsDevice: {},
    c8y_RequiredAvailability: { responseInterval: 5 },
  };
  await call('POST /inventory/managedObjects', '/inventory/managedObjects', device);
  const id = await created('/inventory/managedObjects', device);
  const one = `/inventory/managedObjects/${id}`;
  await call(
    'GET /inventory/managedObjects',
    '/inventory/managedObjects?withTotalPages=true&withTotalElements=true',
  );
  await call('GET /inventory/managedObjects', '/inventory/managedObjects?query=nonsense');
  await call(
    'GET /inventory/managedObjects/{id}',
    `${one}?withChildren=true&withParents=true&withChildrenCount=true`,
  );
  await call('GET /inventory/managedObjects/{id}', '/inventory/managedObjects/1');
  await call('PUT /inventory/managedObjects/{id}', one, {
    name: 'renamed',
    c8y_Hardware: { serialNumber: '1' },
  });
  await call('GET /inventory/managedObjects/{id}/availability', `${one}/availability`);
  for (const kind of ['childDevices', 'childAssets', 'childAdditions']) {
    const child = await created('/inventory/managedObjects', { name: kind });
    await call(`POST /inventory/managedObjects/{id}/${kind}`, `${one}/${kind}`, {
      managedObject: { id: child },
    });
    await call(`GET /inventory/managedObjects/{id}/${kind}`, `${one}/${kind}`);
    await call(`GET /inventory/managedObjects/{id}/${kind}/{childId}`, `${one}/${kind}/${child}`);
    await call(`GET /inventory/managedObjects/{id}/${kind}/{childId}`, `${one}/${kind}/${id}`);
    if (kind === 'childDevices') await call('DELETE /inventory/managedObjects/{id}', one);
    await call(`DELETE /inventory/managedObjects/{id}/${kind}/{childId}`, `${one}/${kind}/${child}`);
  }

  const external = { type: 'c8y_Serial', externalId: '70B3D5E75E000001' };
  await call('POST /identity/globalIds/{id}/externalIds', `/identity/globalIds/${id}/externalIds`, external);
  await call('POST /identity/globalIds/{id}/externalIds', `/identity/globalIds/${id}/externalIds`, external);
  await call('POST /identity/globalIds/{id}/externalIds', '/identity/globalIds/1/externalIds', external);
  await call('GET /identity/globalIds/{id}/externalIds', `/identity/globalIds/${id}/externalIds`);
  const byValue = '/identity/externalIds/c8y_Serial';
  await call('GET /identity/externalIds/{type}/{externalId}', `${byValue}/70B3D5E75E000001`);
  await call('GET /identity/externalIds/{type}/{externalId}', `${byValue}/unknown`);
  await call('POST /identity/search', '/identity/search', { externalIds: [external] });

  const measurement = { source: { id }, type: 't', time, c8y_T: { T: { value: 1, unit: 'C' } } };
  const sparse = { source: { id }, type: 't', time: '2026-01-31T12:00:01.000Z', c8y_H: { h: { value: 2 } } };
  await call('POST /measurement/measurements', '/measurement/measurements', measurement);
  await call('POST /measurement/measurements', '/measurement/measurements', { measurements: [sparse] });
  await call('POST /measurement/measurements', '/measurement/measurements', { source: { id } });
  const measured = await created('/measurement/measurements', measurement);
  await call('GET /measurement/measurements', `/measurement/measurements?source=${id}`);
  await call('GET /measurement/measurements/{id}', `/measurement/measurements/${measured}`);
  await call('GET /measurement/measurements/{id}', '/measurement/measurements/1');
  await call(
    'GET /measurement/measurements/series',
    `/measurement/measurements/series?source=${id}&dateFrom=2026-01-01&dateTo=2027-01-01`,
  );
  await call('GET /inventory/managedObjects/{id}/supportedMeasurements', `${one}/supportedMeasurements`);
  await call('GET /inventory/managedObjects/{id}/supportedSeries', `${one}/supportedSeries`);

  const event = { source: { id }, type: 'e', time, text: 'moved' };
  await call('POST /event/events', '/event/events', event);
  const happened = await created('/event/events', event);
  await call('GET /event/events', '/event/events?withTotalPages=true');
  await call('GET /event/events/{id}', `/event/events/${happened}`);
  await call('GET /event/events/{id}', '/event/events/1');
  await call('PUT /event/events/{id}', `/event/events/${happened}`, { text: 'moved again' });
  await call('DELETE /event/events/{id}', `/event/events/${happened}`);
  await call('DELETE /event/events', `/event/events?source=${id}`);

  const alarm = { source: { id }, type: 'a', time, text: 'lost', severity: 'MAJOR' };
  await call('POST /alarm/alarms', '/alarm/alarms', alarm);
  const raised = await created('/alarm/alarms', alarm);
  await call('GET /alarm/alarms', '/alarm/alarms');
  await call('GET /alarm/alarms/{id}', `/alarm/alarms/${raised}`);
  await call('GET /alarm/alarms/{id}', '/alarm/alarms/1');
  await call('GET /alarm/alarms/count', '/alarm/alarms/count');
  await call('PUT /alarm/alarms/{id}', `/alarm/alarms/${raised}`, { status: 'cleared' });
  await call('PUT /alarm/alarms', '/alarm/alarms?status=CLEARED', { status: 'ACTIVE' });
  await call('POST /alarm/alarms/upsert', '/alarm/alarms/upsert', { source: { id }, type: 'b' });
  await call('POST /alarm/alarms/upsert', '/alarm/alarms/upsert', {
    source: { id },
    type: 'b',
    text: 'more',
  });
  await call('DELETE /alarm/alarms', `/alarm/alarms?source=${id}`);

  const agent = await created('/inventory/managedObjects', { name: 'a', com_cumulocity_model_Agent: {} });
  await created(`/identity/globalIds/${agent}/externalIds`, { type: 'c8y_Serial', externalId: 'agent' });
  const operation = { deviceId: agent, description: 'look', c8y_Command: { text: 'a' } };
  await call('POST /devicecontrol/operations', '/devicecontrol/operations', operation);
  await call('POST /devicecontrol/operations', '/devicecontrol/operations', {});
  const ordered = await created('/devicecontrol/operations', operation);
  await call(
    'GET /devicecontrol/operations',
    `/devicecontrol/operations?agentId=${agent}&withTotalPages=true`,
  );
  await call('GET /devicecontrol/operations/{id}', `/devicecontrol/operations/${ordered}`);
  await call('GET /devicecontrol/operations/{id}', '/devicecontrol/operations/1');
  await call('PUT /devicecontrol/operations/{id}', `/devicecontrol/operations/${ordered}`, {
    status: 'FAILED',
    failureReason: 'too far',
  });
  await call('PUT /devicecontrol/operations/{id}', `/devicecontrol/operations/${ordered}`, { text: 'a' });
  await call('DELETE /devicecontrol/operations', `/devicecontrol/operations?deviceId=${agent}`);

  await call('DELETE /measurement/measurements/{id}', `/measurement/measurements/${measured}`);
  await call('DELETE /measurement/measurements', `/measurement/measurements?source=${id}`);
  await call('DELETE /identity/externalIds/{type}/{externalId}', `${byValue}/70B3D5E75E000001`);
  await call('DELETE /inventory/managedObjects/{id}', one);
  await twin.close();
  assert.deepEqual(contract.problems, []);
  assert.ok(contract.judged.size >= 60, `only ${contract.judged.size} kinds of answer were judged`);
});
