import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RetryPlan } from './retry-plan.ts';

const LOST_AT = 1_000_000;

/** A plan whose attempts are due 100, 200 and 300 milliseconds after the loss; CALM gives up after the first. */
function createPlan(): RetryPlan {
  return new RetryPlan({
    idleLimit: () => undefined,
    offset: (strategy, attempt) => (attempt > (strategy === 'CALM' ? 1 : 3) ? undefined : attempt * 100),
  });
}

test('attempts are counted from the loss, not from the attempt before', () => {
  const plan = createPlan();
  assert.equal(plan.next('NORMAL', LOST_AT), LOST_AT + 100);
  assert.equal(plan.next('NORMAL', LOST_AT + 130), LOST_AT + 200);
  assert.equal(plan.next('NORMAL', LOST_AT + 201), LOST_AT + 300);
  assert.equal(plan.next('NORMAL', LOST_AT + 301), undefined);
});

test('an attempt that took longer than the pause leaves out those that it overlapped', () => {
  const plan = createPlan();
  plan.next('NORMAL', LOST_AT);
  assert.equal(plan.next('NORMAL', LOST_AT + 200), LOST_AT + 300, 'what is due just now is past');
});

test('who overlapped all that was left has given up', () => {
  const plan = createPlan();
  plan.next('NORMAL', LOST_AT);
  assert.equal(plan.next('NORMAL', LOST_AT + 300), undefined);
});

test('a strategy that is changed holds from the next attempt on', () => {
  const plan = createPlan();
  plan.next('NORMAL', LOST_AT);
  assert.equal(plan.next('CALM', LOST_AT + 101), undefined);
});

test('after a reset the next loss begins anew', () => {
  const plan = createPlan();
  plan.next('NORMAL', LOST_AT);
  plan.next('NORMAL', LOST_AT + 101);
  plan.reset();
  assert.equal(plan.next('NORMAL', LOST_AT + 5000), LOST_AT + 5100);
});
