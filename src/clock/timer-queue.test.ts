import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type QueuedTimer, TimerQueue } from './timer-queue.ts';

const operation = fc.oneof(
  { weight: 3, arbitrary: fc.record({ add: fc.nat({ max: 20 }) }) },
  fc.record({ remove: fc.nat() }),
  fc.constant({ take: true }),
);

test('gives what a sorted list would give, whatever is added, removed and taken', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
      const queue = new TimerQueue<QueuedTimer>();
      const all: QueuedTimer[] = [];
      let model: QueuedTimer[] = [];
      const remove = (timer: QueuedTimer | undefined) => {
        if (timer === undefined) return;
        assert.equal(queue.remove(timer), model.includes(timer));
        model = model.filter((other) => other !== timer);
      };
      for (const step of operations) {
        if ('add' in step) {
          const timer = { due: step.add, sequence: all.length, position: -1 };
          all.push(timer);
          queue.add(timer);
          model = [...model, timer].sort((a, b) => a.due - b.due || a.sequence - b.sequence);
        } else if ('remove' in step) remove(all[step.remove % Math.max(1, all.length)]);
        else remove(queue.peek());
        assert.equal(queue.peek(), model[0]);
      }
      assert.deepEqual(queue.inOrder(), model);
    }),
  );
});
