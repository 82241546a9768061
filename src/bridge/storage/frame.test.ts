import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeFrame, encodeFrame, findFrame } from './frame.ts';

const HEAD_BYTES = 20;
const MARK = Buffer.from([0xf1, 0x0e, 0xc0, 0xde]);

const pieces = fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 });
const first = fc.nat({ max: Number.MAX_SAFE_INTEGER });

test('a frame is mark, length, check sum, number of its first entry and body', () => {
  const frame = encodeFrame(258, ['é', 'ab']);
  assert.deepEqual(frame.subarray(0, 4), MARK);
  assert.equal(frame.readUInt32LE(4), 4);
  assert.equal(frame.readBigUInt64LE(12), 258n);
  assert.equal(frame.toString('utf8', HEAD_BYTES), 'éab');
});

test('whatever is written is read again, wherever it stands', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 30 }), first, pieces, (before, number, body) => {
      const frame = encodeFrame(number, body);
      const bytes = Buffer.concat([before, frame, MARK]);
      // A text that is no whole Unicode is stored as UTF-8 has it.
      const text = Buffer.from(body.join(''), 'utf8').toString('utf8');
      assert.deepEqual(decodeFrame(bytes, before.length), {
        offset: before.length,
        end: before.length + frame.length,
        first: number,
        body: text,
      });
    }),
  );
});

test('a frame of which the end is missing is none, to the last byte', () => {
  const frame = encodeFrame(7, ['body']);
  for (let length = 0; length < frame.length; length += 1) {
    assert.equal(decodeFrame(frame.subarray(0, length), 0), undefined, `${length} bytes`);
  }
});

test('a bit that flipped anywhere makes it none', () => {
  const frame = encodeFrame(7, ['body']);
  for (let bit = 0; bit < 8 * frame.length; bit += 1) {
    const damaged = Buffer.from(frame);
    const at = bit >> 3;
    damaged[at] = (damaged[at] ?? 0) ^ (1 << (bit & 7));
    assert.equal(decodeFrame(damaged, 0), undefined, `bit ${bit}`);
  }
});

test('the first undamaged frame is found behind what is none, and behind a damaged one', () => {
  const [damaged, good] = [encodeFrame(1, ['one']), encodeFrame(2, ['two'])];
  damaged[HEAD_BYTES] = 0;
  const bytes = Buffer.concat([Buffer.from('rubbish'), MARK, damaged, good, good]);
  const at = 'rubbish'.length + MARK.length + damaged.length;
  assert.equal(findFrame(bytes, 0), at);
  assert.equal(findFrame(bytes, at), at);
  assert.equal(findFrame(bytes, at + 1), at + good.length);
  assert.equal(findFrame(bytes, at + good.length + 1), undefined);
  assert.equal(findFrame(Buffer.alloc(0), 0), undefined);
});

test('a body that holds a frame does not hide behind it: the outer one is found first', () => {
  const inner = encodeFrame(9, ['x']).toString('latin1');
  const outer = encodeFrame(1, [inner]);
  assert.equal(findFrame(outer, 0), 0);
});
