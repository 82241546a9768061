import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPaste } from './pasted-uplinks.ts';

const uplink = (devEui: string) => ({ DevEUI_uplink: { DevEUI: devEui, FPort: '2', payload_hex: '00' } });
const DEVICE = '70B3D5E75E000001';

test('one document, an array and lines are understood alike, with the root or without', () => {
  const one = { uplinks: [{ devEui: DEVICE, document: uplink(DEVICE) }] };
  assert.deepEqual(readPaste(JSON.stringify(uplink(DEVICE))), one);
  assert.deepEqual(readPaste(JSON.stringify(uplink(DEVICE), null, 2)), one);
  assert.deepEqual(readPaste(JSON.stringify([uplink(DEVICE)])), one);
  assert.deepEqual(readPaste(JSON.stringify(uplink(DEVICE).DevEUI_uplink)), one);
  assert.deepEqual(readPaste(`${JSON.stringify(uplink(DEVICE))}\r\n\n${JSON.stringify(uplink(DEVICE))}\n`), {
    uplinks: [...one.uplinks, ...one.uplinks],
  });
});

test('what is none is told as such, with its place', () => {
  const problem = (text: string) => {
    const read = readPaste(text);
    return 'problem' in read ? read.problem : undefined;
  };
  assert.match(problem(' ') ?? '', /paste at least one/);
  assert.match(problem('not json') ?? '', /Line 1: It is no JSON/);
  assert.match(problem('[]') ?? '', /nothing in it/);
  assert.match(problem(JSON.stringify([uplink(DEVICE), uplink('xyz')])) ?? '', /\(document 2\)/);
  assert.match(problem('null') ?? '', /names no device/);
  assert.match(
    problem(JSON.stringify(Array.from({ length: 1001 }, () => uplink(DEVICE)))) ?? '',
    /more than 1000/,
  );
});

test('whatever is pasted, it is read or refused, never thrown at', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readPaste(text)));
});
