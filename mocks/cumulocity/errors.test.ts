import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ERRORS, PlatformError } from './errors.ts';

const ROOM = import.meta.dirname;
const sources = readdirSync(ROOM, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && file !== 'errors.ts')
  .map((file) => readFileSync(join(ROOM, file), 'utf8'))
  .join('\n');

test('each error of the catalogue is raised somewhere, and says what mends it', () => {
  for (const [code, { status, remedy }] of Object.entries(ERRORS)) {
    assert.ok(sources.includes(`'${code}'`), `${code} is never raised`);
    assert.ok(status >= 400 && status < 600, code);
    assert.ok(remedy.length > 10, code);
  }
});

test('what is not told stays a visible placeholder, and details are filled in', () => {
  const error = new PlatformError('externalIdTaken', { type: 'c8y_Serial', value: 'X' });
  assert.deepEqual(error.body, {
    error: 'identity/Duplicate',
    message: 'ID [type=c8y_Serial, value=X] was already bound to different Global ID.',
    info: 'https://www.cumulocity.com/guides/reference-guide/#error_reporting',
  });
  assert.match(error.remedy, /c8y_Serial\/X/);
});
