import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { captureHeader, writeCapture } from './capture.ts';
import { CaptureError } from './errors.ts';
import { readCapture } from './read-capture.ts';
import { anyEnvelope } from './testing.ts';

const READING = { tool: '1.2.3', now: Date.parse('2026-03-02T10:00:00Z') };
const HEADER = captureHeader({
  tool: '1.2.3',
  created: '2026-03-01T10:00:00.000Z',
  source: 'world',
  pseudonymised: false,
  seed: '7',
});

function errorOf(text: string): CaptureError {
  try {
    readCapture(text, READING);
  } catch (error) {
    if (error instanceof CaptureError) return error;
    throw error;
  }
  throw new Error('it was read');
}

test('what was written is read again as it was', () => {
  fc.assert(
    fc.property(fc.array(anyEnvelope, { maxLength: 8 }), (envelopes) => {
      const read = readCapture(writeCapture({ header: HEADER, envelopes }), READING);
      assert.deepEqual(read, { header: HEADER, envelopes, notes: [] });
    }),
  );
});

test('a file that was cut off anywhere after its header is read up to the cut, or refused by its line', () => {
  fc.assert(
    fc.property(fc.array(anyEnvelope, { minLength: 1, maxLength: 5 }), fc.nat(), (envelopes, cut) => {
      const text = writeCapture({ header: HEADER, envelopes });
      const start = JSON.stringify(HEADER).length + 1;
      const read = readCapture(text.slice(0, start + (cut % (text.length - start))), READING);
      assert.deepEqual(read.envelopes, envelopes.slice(0, read.envelopes.length));
    }),
  );
});

test('whatever is given is read, or refused with a line or a remedy', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      try {
        readCapture(text, READING);
      } catch (error) {
        assert.ok(error instanceof CaptureError, String(error));
      }
    }),
  );
});

describe('a malformed capture', () => {
  const line = JSON.stringify(HEADER);

  test('nothing in it', () => assert.equal(errorOf(' \n').code, 'empty'));

  test('of a later version', () => {
    const error = errorOf(`${line.replace('"version":1', '"version":2')}\n`);
    assert.equal(error.code, 'unknown-version');
    assert.match(error.message, /^Line 1: .*newer/);
  });

  test('with a header that lacks something', () => {
    const error = errorOf('{"capture":"iot-flow-tck","version":1}\n');
    assert.equal(error.code, 'bad-header');
    assert.match(error.message, /tool/);
  });

  test('with a line in it that is no envelope', () => {
    const error = errorOf(`${line}\n\n{"v":1}\n{}\n`);
    assert.equal(error.code, 'bad-envelope');
    assert.equal(error.line, 3);
    assert.match(error.message, /^Line 3: .*run/);
  });

  test('with a line in the middle that is cut off', () => {
    assert.equal(errorOf(`${line}\n{"v":1,\n{}\n`).line, 2);
  });
});
