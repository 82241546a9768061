import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capabilityOf, operationOf } from './operation.ts';

test('calls of the product stand for operations', () => {
  const body = { name: 'North' };
  assert.deepEqual(operationOf({ method: 'POST', path: '/connections', body }), { name: 'create', body });
  assert.deepEqual(operationOf({ method: 'PUT', path: '/connections/8', body }), {
    name: 'update',
    id: '8',
    body,
  });
  assert.deepEqual(operationOf({ method: 'DELETE', path: '/connections/a%20b' }), {
    name: 'delete',
    id: 'a b',
  });
  assert.deepEqual(operationOf({ method: 'POST', path: '/connections/8/stop' }), { name: 'stop', id: '8' });
  assert.deepEqual(
    operationOf({ method: 'POST', path: '/devices/0102/connections', body: { connectionId: '8' } }),
    { name: 'assign', devEui: '0102', id: '8' },
  );
  assert.deepEqual(operationOf({ method: 'DELETE', path: '/devices/0102/connections/8' }), {
    name: 'unassign',
    devEui: '0102',
    id: '8',
  });
});

test('what is no operation is none', () => {
  assert.equal(operationOf({ method: 'DELETE', path: '/connections' }), undefined);
  assert.equal(operationOf({ method: 'GET', path: '/connections/8/metrics' }), undefined);
  assert.equal(operationOf({ method: 'PATCH', path: '/connections' }), undefined);
});

test('resources belong to capabilities', () => {
  assert.equal(capabilityOf({ method: 'GET', path: '/events' }), 'events');
  assert.equal(capabilityOf({ method: 'GET', path: '/connections/8/metrics' }), 'metrics');
  assert.equal(capabilityOf({ method: 'GET', path: '/devices' }), 'devices');
  assert.equal(capabilityOf({ method: 'POST', path: '/devices/0102/connections' }), undefined);
  assert.equal(capabilityOf({ method: 'GET', path: '/connections' }), undefined);
});
