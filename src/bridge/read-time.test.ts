import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import fc from 'fast-check';
import { readTime } from './read-time.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test('zones count, in all their forms; without one it is UTC wherever the bridge runs', () => {
  process.env.TZ = 'America/New_York';
  const noon = '2026-01-31T12:00:00.000Z';
  for (const text of [
    '2026-01-31T13:00:00.000+01:00',
    '2026-01-31T12:00:00.000+00:00',
    '2026-01-31T13:00:00+0100',
    '2026-01-31T13:00+01',
    '2026-01-31t12:00:00z',
    '2026-01-31T12:00:00',
    ' 2026-01-31 12:00:00 ',
  ]) {
    assert.equal(readTime(text), noon, text);
  }
  assert.equal(readTime('2026-01-31'), '2026-01-31T00:00:00.000Z');
});

test('what is no time is none, however much a lenient parser would make of it', () => {
  for (const text of [
    '',
    '12',
    'Jan 31 2026',
    '2026-13-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '9999-01-01T00:00:00Z',
    'x',
  ]) {
    assert.equal(readTime(text), undefined, text);
  }
});

test('the ends of months and of hours are read like all other days', () => {
  for (const text of [
    '1970-01-01T00:00:00.000Z',
    '2024-02-29T23:59:59.999Z',
    '2026-05-30T19:00:00.000Z',
    '2026-12-31T23:59:59.999Z',
    '8999-10-09T09:09:09.009Z',
    '9998-12-31T23:59:59.999Z',
  ]) {
    assert.equal(readTime(text), text);
    assert.equal(readTime(text.replace('Z', '+00:00')), text);
  }
  for (const text of [
    '2026-05-00T12:00:00.000Z',
    '2026-00-05T12:00:00.000Z',
    '2026-05-28T24:00:01.000Z',
    '2026-05-28T12:60:00.000Z',
    '2026-05-28T12:00:60.000Z',
  ]) {
    assert.equal(readTime(text), undefined, text);
  }
});

test('every moment that is written is read', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true }),
      (at) => {
        assert.equal(readTime(at.toISOString()), at.toISOString());
      },
    ),
  );
});
