import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { RecentValues } from './recent-values.ts';

const form = z.string();

function remember(recent: RecentValues, from: number, texts: readonly string[]): void {
  recent.remember(form, from + texts.length - 1, texts, texts);
}

test('the last values are known as long as they are all there', () => {
  const recent = new RecentValues();
  remember(recent, 1, ['a', 'b']);
  remember(recent, 3, ['c']);
  const values = (after: number, limit: number, end: number) =>
    recent.read(form, after, limit, end)?.map(({ value }) => value);
  assert.deepEqual(values(0, 10, 3), ['a', 'b', 'c']);
  assert.deepEqual(values(1, 1, 3), ['b']);
  assert.equal(values(0, 10, 4), undefined, 'somebody else appended the fourth');
  recent.trim(1);
  assert.equal(values(0, 10, 3), undefined);
  assert.deepEqual(values(1, 10, 3), ['b', 'c']);
  assert.equal(recent.read(z.string(), 1, 10, 3), undefined, 'another form');
  remember(recent, 9, ['i']);
  assert.equal(values(1, 10, 9), undefined, 'there is a gap');
  assert.deepEqual(values(8, 10, 9), ['i']);
});

test('long values are fewer', () => {
  const recent = new RecentValues();
  const text = 'x'.repeat(1024 * 1024);
  for (let position = 1; position <= 100; position += 1) remember(recent, position, [text]);
  assert.equal(recent.read(form, 60, 100, 100), undefined);
  assert.equal(recent.read(form, 90, 100, 100)?.length, 10);
});

test('short values are bounded by their number', () => {
  const recent = new RecentValues();
  for (let position = 1; position <= 50_000; position += 100) {
    remember(
      recent,
      position,
      Array.from({ length: 100 }, () => 'x'),
    );
  }
  assert.equal(recent.read(form, 30_000, 100, 50_000), undefined);
  assert.equal(recent.read(form, 49_900, 1000, 50_000)?.length, 100);
});
