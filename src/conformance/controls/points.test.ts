import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changePoints, readUnitAs } from './points.ts';
import type { WireMessage } from './wire.ts';

const message = (document: unknown): WireMessage => ({
  topic: 'mqtt/things/02AA/uplink',
  payload: Buffer.from(JSON.stringify(document), 'utf8'),
});

const uplink = (points: unknown) => message({ DevEUI_uplink: { DevEUI: '02AA', points } });

const pointsOf = ({ payload }: WireMessage): unknown =>
  JSON.parse(Buffer.from(payload).toString('utf8')).DevEUI_uplink.points;

test('points are renamed, changed and left out', () => {
  const changed = changePoints(
    uplink({ kept: { record: 1 }, gone: { record: 2 }, renamed: { record: 3 } }),
    (name, point) => {
      if (name === 'gone') return undefined;
      return name === 'renamed' ? ['other', { ...point, seen: true }] : [name, point];
    },
  );
  assert.deepEqual(pointsOf(changed), { kept: { record: 1 }, other: { record: 3, seen: true } });
});

test('of points that get the same name the last one stays', () => {
  const changed = changePoints(uplink({ a: { record: 1 }, 'a:1': { record: 2 } }), (_, point) => [
    'a',
    point,
  ]);
  assert.deepEqual(pointsOf(changed), { a: { record: 2 } });
});

test('a unit is taken for another, others stay', () => {
  const changed = readUnitAs(
    uplink({ a: { unitId: 'Far', record: 70 }, b: { unitId: 'K' }, c: {} }),
    'Far',
    'Cel',
  );
  assert.deepEqual(pointsOf(changed), { a: { unitId: 'Cel', record: 70 }, b: { unitId: 'K' }, c: {} });
});

test('what stands under another name, and points that are none, are let be', () => {
  const odd = {
    points: { a: { unitId: 'Far' } },
    DevEUI_uplink: { DevEUI: '02AA', points: { b: 'Far', c: null } },
  };
  assert.deepEqual(readUnitAs(message(odd), 'Far', 'Cel'), message(odd));
});

test('a message that is no JSON goes on as it came', () => {
  const binary: WireMessage = { topic: 't', payload: Uint8Array.of(0, 255, 254) };
  assert.equal(readUnitAs(binary, 'Far', 'Cel'), binary);
});
