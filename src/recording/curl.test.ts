import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { curlOf } from './curl.ts';
import type { Envelope } from './envelope.ts';

const request = (more: Partial<Envelope>): Envelope => ({
  v: 1,
  run: 'r',
  seq: 1,
  time: '2026-01-31T12:00:00.000Z',
  from: 'bridge',
  to: 'cumulocity',
  kind: 'http-request',
  title: 'GET /a?b=c',
  correlation: {},
  redaction: 'public',
  ...more,
});

test('a request becomes a command; an answer does not', () => {
  assert.equal(
    curlOf(request({ title: 'POST /x', body: { a: "it's" } }), { origin: 'http://h:1', user: 't/u' }),
    `curl --globoff -X POST 'http://h:1/x' -u 't/u' -H 'Accept: application/json' -H 'Content-Type: application/json' --data-raw '{"a":"it'\\''s"}'`,
  );
  assert.equal(
    curlOf(request({ kind: 'http-response', title: '200 OK' }), { origin: 'http://h' }),
    undefined,
  );
});

test('whatever stands in a body, the shell hands it over as it is and runs nothing else', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
      (text) => {
        const command = curlOf(request({ title: 'POST /x', body: text }), { origin: 'http://h' }) ?? '';
        const told = execFileSync('sh', ['-c', command.replace(/^curl/, 'printf "%s\\0"')], {
          encoding: 'utf8',
        });
        assert.equal(told.split('\0').at(-2), text);
      },
    ),
    { numRuns: 20 },
  );
});
