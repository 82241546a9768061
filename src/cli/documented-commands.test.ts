import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';
import { createProgram } from './main.ts';

const program = createProgram('steps/**/*.ts');
const PAGES = [
  'README.md',
  ...['docs', 'docs/ci', 'examples/plain-bridge', 'examples/adapter'].flatMap((folder) =>
    readdirSync(join(PACKAGE_ROOT, folder))
      .filter((file) => /\.(md|yml)$/.test(file))
      .map((file) => `${folder}/${file}`),
  ),
];

/** What a page's command line names that there is not; undefined where all is well. */
function unknownIn(line: string): string | undefined {
  const words = line.replace(/"[^"]*"|\$\{\{.*?\}\}/g, 'x').split(/\s+/);
  let command: Command = program;
  for (const word of words) {
    if (/^--\w/.test(word)) {
      const known = command.options.some(({ long }) => long === word.replace(/=.*/, ''));
      if (!known && word !== '--help') return `${command.name()} ${word}`;
    } else if (command.commands.length > 0) {
      const next = command.commands.find((one) => one.name() === word);
      if (next === undefined) return /^[a-z-]+$/.test(word) ? `${command.name()} ${word}` : undefined;
      command = next;
    }
  }
  return undefined;
}

for (const page of PAGES) {
  test(`the commands and flags that ${page} names are there`, () => {
    const text = readFileSync(join(PACKAGE_ROOT, page), 'utf8');
    const lines = [...text.matchAll(/npx iot-flow-tck ([^\n`#|>&]*)/g)].map(([, line = '']) => line.trim());
    assert.deepEqual(
      lines.flatMap((line) => unknownIn(line) ?? []),
      [],
    );
    if (page.endsWith('.yml')) assert.equal(typeof parse(text), 'object');
  });
}
