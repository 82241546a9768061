import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { textWidth, wrapBalanced, wrapText } from './text-layout.ts';

test('breaks between words and after slashes', () => {
  assert.deepEqual(wrapText('POST /measurement/measurements', 140, 2, 12), [
    'POST /measurement/',
    'measurements',
  ]);
  assert.deepEqual(wrapText('short', 110, 2, 12), ['short']);
  assert.deepEqual(wrapText('', 110, 2, 12), []);
});

test('ends in an ellipsis what does not fit', () => {
  const lines = wrapText('one two three four five six seven eight nine ten', 60, 2, 12);
  assert.equal(lines.length, 2);
  assert.match(lines[1] ?? '', /…$/);
});

test('makes lines of about the same length', () => {
  assert.deepEqual(wrapBalanced('Downlink 5 on port 2', 115, 2, 12), ['Downlink 5', 'on port 2']);
});

test('a character of several marks is one character, and no empty line stands before it', () => {
  const accented = '\u03b5\u0313\u0300';
  assert.deepEqual(wrapText(accented, 5, 2, 12), [accented]);
});

test('no line is too wide, none is too many, and nothing is lost that fits', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 80 });
  fc.assert(
    fc.property(
      text,
      fc.integer({ min: 20, max: 300 }),
      fc.integer({ min: 1, max: 4 }),
      (text, width, most) => {
        for (const wrap of [wrapText, wrapBalanced]) {
          const lines = wrap(text, width, most, 12);
          assert.ok(lines.length <= most);
          for (const line of lines) assert.ok(textWidth(line, 12) <= width || characters(line) <= 2, line);
          if (lines.at(-1)?.endsWith('…')) continue;
          assert.equal(lines.join('').replace(/\s/g, ''), text.replace(/\s/g, ''));
        }
      },
    ),
  );
});

function characters(line: string): number {
  return [...new Intl.Segmenter('en').segment(line)].length;
}
