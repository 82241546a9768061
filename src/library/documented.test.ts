import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { PACKAGE_ROOT } from '../conformance/package-root.ts';

/** What the package lends, with the room that it comes from. */
function lent(): readonly { readonly name: string; readonly room: string }[] {
  const index = readFileSync(join(PACKAGE_ROOT, 'src/library/index.ts'), 'utf8');
  return [...index.matchAll(/\{([^}]*)\} from '([^']+)'/g)].flatMap(([, names = '', from = '']) =>
    (names.match(/\w+/g) ?? [])
      .filter((name) => name !== 'type')
      .map((name) => ({ name, room: join(PACKAGE_ROOT, 'src/library', dirname(from)) })),
  );
}

/** The text before a name's declaration; undefined where it is declared nowhere in the room. */
function before(name: string, room: string): string | undefined {
  const declared = new RegExp(`^export (?:async )?(?:function|interface|type|const|class) ${name}\\b`, 'm');
  return readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => readFileSync(join(room, file), 'utf8'))
    .flatMap((text) => {
      const at = text.search(declared);
      return at < 0 ? [] : [text.slice(0, at)];
    })[0];
}

test('all that the package lends says what it is for', () => {
  const all = lent();
  assert.ok(all.length > 30);
  const silent = all.filter(({ name, room }) => !/\*\/\n$/.test(before(name, room) ?? ''));
  assert.deepEqual(
    silent.map(({ name }) => name),
    [],
  );
});
