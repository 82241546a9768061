import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { occurrences, sourceFiles } from './source-files.ts';

test('no file is longer than 400 lines', () => {
  const long = sourceFiles()
    .map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > 400)
    .map(({ path, lines }) => `${path}: ${lines} lines`);
  assert.deepEqual(long, []);
});

test('nothing silences the type checker', () => {
  const escapes =
    /\bas any\b|:\s*any\s*(?:[;,)=>|&\]]|$)|<any>|\bas unknown as\b|@ts-(?:ignore|expect-error|nocheck)|\bas never\b/;
  const found = sourceFiles()
    .filter((file) => file.path !== 'checks/conventions.test.ts')
    .flatMap((file) => [
      ...occurrences(file, escapes),
      ...file.text
        .split('\n')
        .flatMap((line, index) =>
          /@ts-(?:ignore|expect-error|nocheck)/.test(line)
            ? [`${file.path}:${index + 1}: ${line.trim()}`]
            : [],
        ),
    ]);
  assert.deepEqual(found, []);
});

test('files are named in kebab case', () => {
  const odd = sourceFiles()
    .map((file) => file.path)
    .filter((path) => !/^(?:[a-z0-9.-]+\/)*[a-z0-9-]+(?:(?:\.slow)?\.test)?\.(?:ts|tsx|mjs)$/.test(path));
  assert.deepEqual(odd, []);
});

test('each dependency has its reason, and each reason its dependency', () => {
  const manifest = z
    .object({
      dependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
    })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')));
  const wanted = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)].sort();
  const page = readFileSync('decisions/dependencies.md', 'utf8');
  const told = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name ?? '').sort();
  assert.deepEqual(told, wanted);
});

test('each decision is listed in its index', () => {
  const index = readFileSync('decisions/README.md', 'utf8');
  const missing = readdirSync('decisions').filter(
    (file) => file !== 'README.md' && !index.includes(`(${file})`),
  );
  assert.deepEqual(missing, []);
});

test('links between the documents lead somewhere', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...folder('docs'), ...folder('decisions')];
  const broken = pages.filter(existsSync).flatMap((page) => {
    const base = page.includes('/') ? `${page.slice(0, page.lastIndexOf('/'))}/` : '';
    return [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map(([, link]) => link ?? '')
      .filter((link) => !existsSync(base + link))
      .map((link) => `${page} → ${link}`);
  });
  assert.deepEqual(broken, []);
});

function folder(name: string): string[] {
  return existsSync(name)
    ? readdirSync(name)
        .filter((file) => file.endsWith('.md'))
        .map((file) => `${name}/${file}`)
    : [];
}
