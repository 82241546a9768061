import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BrowserKeeper } from './browser-keeper.ts';

function browsers(...launches: readonly ('starts' | 'fails')[]) {
  const left = [...launches];
  const opened: { there: boolean; closed: boolean }[] = [];
  const keeper = new BrowserKeeper(async () => {
    if (left.shift() === 'fails') throw new Error('no memory');
    const state = { there: true, closed: false };
    opened.push(state);
    return {
      isThere: () => state.there,
      async close() {
        state.closed = true;
      },
    };
  });
  return { keeper, opened };
}

test('one browser serves all who ask', async () => {
  const { keeper, opened } = browsers('starts');
  const [first, second] = [await keeper.provide(), await keeper.provide()];
  assert.equal(first.it, second.it);
  assert.equal(second.remark, undefined);
  assert.equal(opened.length, 1);
});

test('one that could not be started is tried once more by whoever asks next, who is told', async () => {
  const { keeper } = browsers('fails', 'starts');
  await assert.rejects(keeper.provide(), /try 1; the next scenario tries again\): no memory/);
  assert.match((await keeper.provide()).remark ?? '', /second try; the first one failed: no memory/);
  assert.equal((await keeper.provide()).remark, undefined);
});

test('one that failed twice is not tried again, and everybody is told why', async () => {
  const { keeper, opened } = browsers('fails', 'fails', 'starts');
  await assert.rejects(keeper.provide());
  await assert.rejects(keeper.provide(), /try 2; it is not tried again/);
  await assert.rejects(keeper.provide(), /try 2; it is not tried again\): no memory/);
  assert.equal(opened.length, 0);
});

test('one that died is replaced', async () => {
  const { keeper, opened } = browsers('starts', 'starts');
  const before = await keeper.provide();
  for (const state of opened) state.there = false;
  const after = await keeper.provide();
  assert.notEqual(after.it, before.it);
  assert.match(after.remark ?? '', /died/);
});

test('closing closes the one that is there, and never waits for one that is not', async () => {
  const { keeper, opened } = browsers('starts');
  await keeper.provide();
  await keeper.close();
  assert.deepEqual(
    opened.map(({ closed }) => closed),
    [true],
  );
  await browsers('fails').keeper.close();
});
