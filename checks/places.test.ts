import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

test('what help and documents name as one scenario is one', () => {
  const inFolder = (folder: string, end: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(end) && !name.endsWith('.test.ts'))
      .map((name) => join(folder, name));
  const wrong = ['README.md', ...inFolder('src/cli', '.ts'), ...inFolder('docs', '.md')].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\b(features\/[\w/-]+\.feature):(\d+)/g)].flatMap(
      ([place, feature = '', line]) => {
        const found = readFileSync(feature, 'utf8').split('\n')[Number(line) - 1] ?? '';
        return /^\s*Scenario\b/.test(found) ? [] : [`${file}: ${place} is "${found.trim()}"`];
      },
    ),
  );
  assert.deepEqual(wrong, []);
});
