import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Endings } from './endings.ts';

test('what was made last is ended first, and only once', async () => {
  const ended: number[] = [];
  const endings = new Endings();
  endings.add(() => void ended.push(1));
  endings.add(async () => void ended.push(2));
  await endings.run();
  await endings.run();
  assert.deepEqual(ended, [2, 1]);
});

test('one that fails keeps no other from ending, and is told', async () => {
  let ended = false;
  const endings = new Endings();
  endings.add(() => {
    ended = true;
  });
  endings.add(() => Promise.reject(new Error('stuck')));
  await assert.rejects(endings.run(), AggregateError);
  assert.ok(ended);
});

test('what could not be made is ended as far as it was made, and the reason is told', async () => {
  let ended = false;
  const made = Endings.guard(async (endings) => {
    endings.add(() => {
      ended = true;
    });
    throw new Error('no port');
  });
  await assert.rejects(made, /no port/);
  assert.ok(ended);
});
