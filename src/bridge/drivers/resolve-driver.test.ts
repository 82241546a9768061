import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveDriver } from './resolve-driver.ts';

const part = (producerId: string, moduleId = 'm', version = '1') => ({ producerId, moduleId, version });
const driver = (id: string, model: ReturnType<typeof part>, application: ReturnType<typeof part>) => {
  const [producerId = '', moduleId = '', version = ''] = id.split(':');
  return { id, producerId, moduleId, version, application, models: [model] };
};
const DRIVERS = [
  driver('a:m:1', part('model-a'), part('app-a')),
  driver('b:m:1', part('model-b'), part('app-b')),
];
const AUTO = 'actility:auto:1';

test('the id goes before the model, the model before the application', () => {
  const auto = (cfg: Parameters<typeof resolveDriver>[1]) => resolveDriver(AUTO, cfg, DRIVERS);
  assert.equal(auto({ id: 'b:m:1', model: part('model-a'), application: part('app-a') }), 'b:m:1');
  assert.equal(auto({ model: part('b'), application: part('app-a') }), 'b:m:1');
  assert.equal(auto({ model: part('model-b'), application: part('app-a') }), 'b:m:1');
  assert.equal(auto({ application: part('app-b') }), 'b:m:1');
});

test('all three parts of a name count', () => {
  for (const wrong of [part('other'), part('model-b', 'other'), part('model-b', 'm', '2')]) {
    const { producerId, moduleId, version } = wrong;
    assert.equal(resolveDriver(AUTO, { model: wrong }, DRIVERS), `${producerId}:${moduleId}:${version}`);
  }
});

test('what names no driver that is there is the answer, so that it is told', () => {
  assert.equal(resolveDriver(AUTO, { id: 'c:m:1' }, DRIVERS), 'c:m:1');
  assert.equal(resolveDriver(AUTO, { id: 'c:m:1', model: part('d') }, DRIVERS), 'd:m:1');
  assert.equal(resolveDriver(AUTO, { application: part('d') }, DRIVERS), undefined);
});

test('without auto, DriverCfg does not matter; with auto and without DriverCfg nothing is decoded', () => {
  assert.equal(resolveDriver('a:m:1', { id: 'b:m:1' }, DRIVERS), 'a:m:1');
  assert.equal(resolveDriver(undefined, { id: 'b:m:1' }, DRIVERS), undefined);
  assert.equal(resolveDriver(AUTO, undefined, DRIVERS), undefined);
});
