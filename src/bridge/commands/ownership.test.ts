import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from '../connections/connection.ts';
import { connection } from '../connections/testing/world.ts';
import { devEuiSchema } from '../dev-eui.ts';
import type { Device } from '../devices/device.ts';
import type { Flow } from '../flows/flow.ts';
import { createRouter } from '../flows/router.ts';
import type { Identity } from './identities.ts';
import { ownerOf } from './ownership.ts';

const DEVICE: Device = { devEui: devEuiSchema.parse('0018B20000000B20'), tags: [], connectionIds: [] };
const IDENTITY: Identity = { devEui: DEVICE.devEui, isOurMake: false };
const UNKNOWN = devEuiSchema.parse('0018B20000000BFF');

/** A flow that leads the device to connections 1 and 2, in this order. */
const FLOW: Flow = {
  id: '7',
  name: 'two of one platform',
  driver: { id: 'some:driver:1' },
  matchers: [{ type: 'key', key: `lora:${DEVICE.devEui}` }],
  connectors: ['1', '2'].map((connectionId) => ({ id: 'actility-cumulocity-iot', connectionId })),
};

const first = (configuration: Readonly<Record<string, unknown>> = {}, more: Partial<Connection> = {}) =>
  connection(configuration, more);
const SECOND = connection({}, { id: '2' });

/** Asks for connections 1 (if there is one) and 2 whose operations they are. */
function owners(one: Connection | undefined, identity: Identity = IDENTITY, isDeleted = false) {
  const connections = new Map([['2', SECOND], ...(one === undefined ? [] : [['1', one] as const])]);
  return [one ?? first(), SECOND].map((asking) =>
    ownerOf(identity, asking, {
      routing: {
        flows: () => [FLOW],
        assignments: () => [],
        connectionExists: (id) => isDeleted || connections.has(id),
      },
      router: createRouter(),
      devices: { find: (devEui) => (devEui === DEVICE.devEui ? DEVICE : undefined) },
      findConnection: (id) => connections.get(id),
    }),
  );
}

const kinds = (one: Connection | undefined, isDeleted = false) =>
  owners(one, IDENTITY, isDeleted).map(({ kind }) => kind);

test('of two connections to one platform the first of the flow takes the commands, with the flow’s driver', () => {
  const route = { connectionId: '1', driverId: 'some:driver:1' };
  assert.deepEqual(owners(first()), [{ kind: 'ours', device: DEVICE, route }, { kind: 'others' }]);
});

test('the second takes them where the first takes no commands, is inactive or is gone', () => {
  assert.deepEqual(kinds(first({ downlinkEnabled: false })), ['others', 'ours']);
  assert.deepEqual(kinds(first({}, { active: false })), ['others', 'ours']);
  assert.deepEqual(kinds(undefined, true), ['others', 'ours']);
});

test('connections to different platforms take their own commands side by side', () => {
  assert.deepEqual(kinds(first({ tenantId: 't2' })), ['ours', 'ours']);
  assert.deepEqual(kinds(first({ hostName: 't2.example.com' })), ['ours', 'ours']);
});

test('the same platform by another spelling, or by another user, is the same platform', () => {
  assert.deepEqual(kinds(first({ hostName: 'T1.Example.com' })), ['ours', 'others']);
  assert.deepEqual(kinds(first({ username: 'another' })), ['ours', 'others']);
});

test('an unknown device is somebody else’s unless it is of the bridge’s make', () => {
  const of = (identity: Identity) => owners(first(), identity)[0];
  assert.deepEqual(of({ isOurMake: false }), { kind: 'others' });
  assert.deepEqual(of({ devEui: UNKNOWN, isOurMake: false }), { kind: 'others' });
  assert.deepEqual(of({ isOurMake: true }), { kind: 'unknown-device' });
  assert.deepEqual(of({ devEui: UNKNOWN, isOurMake: true }), { kind: 'unknown-device', devEui: UNKNOWN });
});
