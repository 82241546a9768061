import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AckWindow } from './ack-window.ts';

test('what is done in another order is acknowledged in the order in which it came', () => {
  const window = new AckWindow(10);
  const [first, second, third] = [window.begin(1), window.begin(2), window.begin(3)];
  third.done = true;
  assert.deepEqual(window.release(), []);
  first.done = true;
  assert.deepEqual(window.release(), [1]);
  assert.deepEqual(window.release(), [], 'nothing is acknowledged twice');
  second.done = true;
  assert.deepEqual(window.release(), [2, 3]);
});

test('a window is full with as many as its size, and has room when the oldest is done', () => {
  const window = new AckWindow(2);
  const first = window.begin(1);
  assert.equal(window.isFull, false);
  const second = window.begin(2);
  assert.equal(window.isFull, true);
  second.done = true;
  window.release();
  assert.equal(window.isFull, true, 'the second waits for the first');
  first.done = true;
  window.release();
  assert.equal(window.isFull, false);
});

test('a message without acknowledgement takes its place, and is not acknowledged', () => {
  const window = new AckWindow(1);
  const slot = window.begin(undefined);
  assert.equal(window.isFull, true);
  slot.done = true;
  assert.deepEqual(window.release(), []);
  assert.equal(window.isFull, false);
});

test('whatever is done when: each is acknowledged once, in order, and never before it is done', () => {
  const step = fc.oneof(fc.constant('comes' as const), fc.nat());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const window = new AckWindow(5);
      const slots: ReturnType<AckWindow['begin']>[] = [];
      const told: number[] = [];
      const mayBeTold = () => {
        const open = slots.findIndex(({ done }) => !done);
        return slots.slice(0, open === -1 ? slots.length : open).map(({ messageId }) => messageId);
      };
      for (const one of steps) {
        if (one === 'comes') slots.push(window.begin(slots.length));
        else {
          const slot = slots[one % Math.max(1, slots.length)];
          if (slot !== undefined) slot.done = true;
          told.push(...window.release());
          assert.deepEqual(told, mayBeTold());
        }
        assert.equal(window.isFull, slots.length - told.length >= 5);
      }
    }),
  );
});
