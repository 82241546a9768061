import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uplink } from '../connections/testing/world.ts';
import { FRAME_FRAGMENT } from './frame-fragment.ts';
import { MeasurementParts } from './measurement-parts.ts';

const [EARLY, MIDDLE, LATE] = [
  '2026-01-31T11:00:00.000Z',
  '2026-01-31T12:00:00.000Z',
  '2026-01-31T13:00:00.000Z',
];
const { identity } = uplink(7);

/** Time and the values of series `f.s`, in the order of the measurements. */
const read = (parts: MeasurementParts) =>
  parts.drafts(identity, MIDDLE).map(({ time, fragments }) => [time, fragments.f?.s?.value]);

test('measurements are the oldest first, whatever order their values came in', () => {
  for (const order of [
    [LATE, EARLY, MIDDLE],
    [MIDDLE, LATE, EARLY],
    [EARLY, MIDDLE, LATE],
    [LATE, MIDDLE, EARLY],
  ]) {
    const parts = new MeasurementParts();
    for (const time of order) parts.add(time, 'f', 's', { value: order.indexOf(time) });
    assert.deepEqual(
      read(parts),
      [EARLY, MIDDLE, LATE].map((time) => [time, order.indexOf(time)]),
    );
  }
});

test('values of one series and one time keep their order, each in a measurement of its own', () => {
  const parts = new MeasurementParts();
  for (const value of [0, 2, 1]) parts.add(EARLY, 'f', 's', { value });
  parts.add(EARLY, 'f', 'other', { value: 9 });
  parts.add(EARLY, 'g', 's', { value: 8 });
  const drafts = parts.drafts(identity, MIDDLE);
  assert.deepEqual(
    drafts.map(({ fragments: { [FRAME_FRAGMENT]: frame, ...values } }) => [frame?.part?.value, values]),
    [
      [0, { f: { s: { value: 0 }, other: { value: 9 } }, g: { s: { value: 8 } } }],
      [1, { f: { s: { value: 2 } } }],
      [2, { f: { s: { value: 1 } } }],
    ],
  );
});

test('a frame without values makes one measurement of its own time', () => {
  assert.deepEqual(read(new MeasurementParts()), [[MIDDLE, undefined]]);
});
