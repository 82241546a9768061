import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NotOnThisTarget } from '../not-on-this-target.ts';
import { fieldsOf, fillBody, fillPath, valueAt } from './template.ts';

const CONNECTION = {
  connectorId: 'actility-cumulocity-iot',
  name: 'North',
  active: false,
  configuration: { hostName: 'a.example', tenantId: 't1' },
};

test('a whole placeholder keeps the type of its field, one within a text is written', () => {
  const template = {
    title: '{name}',
    enabled: '{active}',
    cloud: { url: 'https://{configuration.hostName}/', tenant: '{configuration.tenantId}' },
    fixed: [1, '{name}'],
  };
  assert.deepEqual(fillBody(template, CONNECTION), {
    title: 'North',
    enabled: false,
    cloud: { url: 'https://a.example/', tenant: 't1' },
    fixed: [1, 'North'],
  });
});

test('a field that is not given leaves its key out', () => {
  assert.deepEqual(fillBody({ title: '{name}', note: '{configuration.description}' }, { name: 'North' }), {
    title: 'North',
  });
});

test('a whole configuration may stand in one place', () => {
  const { configuration } = CONNECTION;
  const body = fillBody({ n: '{name}', on: '{active}', c: '{configuration}' }, CONNECTION);
  assert.deepEqual(body, { n: 'North', on: false, c: configuration });
});

test('what a body has no place for is not sent in silence', () => {
  const template = { title: '{name}', on: '{active}', host: '{configuration.hostName}' };
  assert.throws(() => fillBody(template, CONNECTION), {
    name: 'NotOnThisTarget',
    message: /configuration\.tenantId/,
  });
  assert.throws(() => fillBody({}, { name: 'North' }), NotOnThisTarget);
});

test('paths are filled in with what may stand in a path', () => {
  assert.equal(fillPath('/links/{id}/of/{devEui}', { id: 'a b/c', devEui: '01' }), '/links/a%20b%2Fc/of/01');
  assert.throws(() => fillPath('/links/{nr}', { id: '1' }), /no such field/);
});

test('each field is found again at its path', () => {
  const key = fc.stringMatching(/^[a-z]{1,6}$/);
  const tree = fc.letrec((tie) => ({
    node: fc.dictionary(key, fc.oneof({ maxDepth: 3 }, fc.integer(), fc.string(), tie('node')), {
      maxKeys: 4,
    }),
  })).node;
  fc.assert(
    fc.property(tree, (document) => {
      for (const [path, value] of Object.entries(fieldsOf(document))) {
        assert.deepEqual(valueAt(document, path), value);
      }
    }),
  );
});
