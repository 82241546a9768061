import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGroupCommit } from './group-commit.ts';

/** Commits that end when the test lets them, in order. */
function startCommits() {
  const begun: (readonly string[])[] = [];
  const ends: PromiseWithEnd[] = [];
  const group = createGroupCommit<string>('The store', async (items) => {
    begun.push(items);
    const end = openEnd();
    ends.push(end);
    await end.promise;
  });
  return { group, begun, ends };
}

/** Long enough for all promises that are settled by now to be acted upon. */
async function turn(): Promise<void> {
  for (let left = 20; left > 0; left -= 1) await undefined;
}

interface PromiseWithEnd {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

function openEnd(): PromiseWithEnd {
  let [resolve, reject]: [() => void, (error: Error) => void] = [() => undefined, () => undefined];
  const promise = new Promise<void>((yes, no) => {
    [resolve, reject] = [yes, no];
  });
  return { promise, resolve, reject };
}

test('what comes in one turn shares a commit, and what comes during it the next', async () => {
  const { group, begun, ends } = startCommits();
  const done: string[] = [];
  const add = (item: string) => group.add(item).then(() => done.push(item));
  const first = [add('a'), add('b')];
  await turn();
  assert.deepEqual(begun, [['a', 'b']]);
  const second = [add('c'), add('d')];
  await turn();
  assert.deepEqual([begun.length, done], [1, []], 'one at a time, and nothing is done before it is durable');
  ends[0]?.resolve();
  await Promise.all(first);
  await turn();
  assert.deepEqual(begun, [
    ['a', 'b'],
    ['c', 'd'],
  ]);
  ends[1]?.resolve();
  await Promise.all(second);
  assert.deepEqual(done, ['a', 'b', 'c', 'd']);
});

test('a commit that fails fails all that shared it, and nothing else', async () => {
  const { group, ends } = startCommits();
  const failed = [group.add('a'), group.add('b')].map((added) => assert.rejects(added, /the disk is full/));
  await turn();
  const later = group.add('c');
  ends[0]?.reject(new Error('the disk is full'));
  await Promise.all(failed);
  await turn();
  ends[1]?.resolve();
  await later;
});

test('work in between runs when no commit does, also where nothing is to be committed', async () => {
  const { group, begun, ends } = startCommits();
  const order: string[] = [];
  const added = group.add('a').then(() => order.push('durable'));
  await turn();
  const between = group.between(async () => void order.push('work'));
  await turn();
  assert.equal(order.length, 0);
  ends[0]?.resolve();
  await Promise.all([added, between]);
  assert.deepEqual(order, ['durable', 'work']);
  await group.between(async () => void order.push('more'));
  assert.deepEqual([order.join(' '), begun.length], ['durable work more', 1]);
});

test('work that fails is told to whoever wanted it, and the commits go on', async () => {
  const { group, ends } = startCommits();
  await assert.rejects(
    group.between(async () => {
      throw new Error('no room');
    }),
    /no room/,
  );
  const added = group.add('a');
  await turn();
  ends[0]?.resolve();
  await added;
});

test('closing awaits what was added, and refuses what comes later by the name of the store', async () => {
  const { group, ends } = startCommits();
  const order: string[] = [];
  const added = group.add('a').then(() => order.push('durable'));
  const closed = group.close().then(() => order.push('closed'));
  const refused = { failure: 'store-closed', message: /^The store is closed\./ };
  await assert.rejects(group.add('b'), refused);
  await assert.rejects(
    group.between(async () => undefined),
    refused,
  );
  await turn();
  ends[0]?.resolve();
  await Promise.all([added, closed]);
  assert.deepEqual(order, ['durable', 'closed']);
});

test('a store that was never used is closed at once', async () => {
  await startCommits().group.close();
});
