import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiRequest } from '../conformance/targets/index.ts';
import { type ForeignNames, inOurNames, inTheirNames } from './foreign-names.ts';

const NAMES: ForeignNames = {
  run: 'tck-1',
  documentedHost: 'tpx.eu-latest.cumulocity.com',
  platformHost: '127.0.0.1:8443',
  isPlatform: (hostName) => hostName.endsWith('.eu-latest.cumulocity.com'),
};
const DOCUMENTED = { ...NAMES, platformHost: undefined };

const create = (name: unknown, hostName: unknown): ApiRequest => ({
  method: 'POST',
  path: '/connections',
  body: { name, configuration: { hostName } },
});

test('connections bear the name of the run, and the platform the one that leads to it', () => {
  const request = create('North', 'tpx.eu-latest.cumulocity.com');
  assert.deepEqual(inTheirNames(request, NAMES).body, {
    name: 'tck-1 North',
    configuration: { hostName: '127.0.0.1:8443' },
  });
  assert.deepEqual(inTheirNames(request, DOCUMENTED).body, {
    name: 'tck-1 North',
    configuration: { hostName: 'tpx.eu-latest.cumulocity.com' },
  });
});

test('what is wrong on purpose stays so', () => {
  assert.deepEqual(inTheirNames(create('  ', 7), NAMES).body, { name: '  ', configuration: { hostName: 7 } });
  const raw: ApiRequest = { method: 'POST', path: '/connections', rawBody: '{' };
  assert.equal(inTheirNames(raw, NAMES), raw);
});

test('the target is never sent to a host that is not the kit’s', () => {
  assert.throws(() => inTheirNames(create('North', 'elsewhere.cumulocity.com'), NAMES), {
    name: 'NotOnThisTarget',
  });
});

test('answers come back in the names of the scenario, without the connections of others', () => {
  const connection = (name: string) => ({ id: '1', name, configuration: { hostName: '127.0.0.1:8443' } });
  const body = [connection('tck-1 North'), connection('Somebody’s')];
  const answer = inOurNames(
    { method: 'GET', path: '/connections' },
    { status: 200, headers: {}, body, text: JSON.stringify(body) },
    NAMES,
  );
  assert.deepEqual(answer.body, [
    { id: '1', name: 'North', configuration: { hostName: 'tpx.eu-latest.cumulocity.com' } },
  ]);
  assert.deepEqual(JSON.parse(answer.text), answer.body);
});

test('a refusal is left as it is', () => {
  const answer = { status: 400, headers: {}, body: { code: 'com-4000', message: 'tck-1 North' }, text: '{}' };
  assert.equal(inOurNames({ method: 'POST', path: '/connections' }, answer, NAMES), answer);
});
